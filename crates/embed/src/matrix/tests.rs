use super::*;

#[path = "../../../../tests/fixtures/dice.rs"]
mod dice;

/// Blocks with every weight there is, and scales between 1 and 2.
fn blocks(count: usize, dice: &mut dice::Dice) -> Vec<u8> {
    let block = |_| {
        let scale = (15 << 10 | dice.roll(1024) as u16).to_le_bytes();
        scale.into_iter().chain((0..16).map(|_| dice.roll(256) as u8)).collect::<Vec<u8>>()
    };
    (0..count).flat_map(block).collect()
}

fn products(kernel: Kernel, matrix: &Matrix, rows: &[f32], columns: usize) -> Vec<f32> {
    let mut activations = Activations::default();
    activations.quantise(rows, columns);
    let mut out = vec![f32::NAN; rows.len() / columns * matrix.rows];
    matrix.multiply(kernel, &activations, &mut out);
    out
}

#[test]
fn kernels_give_the_same_bytes_and_the_products_of_the_numbers() {
    let mut dice = dice::Dice(7);
    for (rows, columns, tokens) in [(8, 32, 1), (40, 64, 3), (64, 384, 4), (16, 1536, 9)] {
        let bytes = blocks(rows * columns / BLOCK, &mut dice);
        let bias: Vec<f32> = (0..rows).map(|_| dice.roll(100) as f32).collect();
        let matrix = Matrix::from_q4(rows, columns, &bytes, bias.clone()).unwrap();
        // Activations that are whole numbers up to 127 lose nothing.
        let mut activations: Vec<f32> =
            (0..tokens * columns).map(|_| dice.roll(255) as f32 - 127.0).collect();
        activations.as_chunks_mut::<BLOCK>().0.iter_mut().for_each(|block| block[5] = -127.0);
        let ours = products(Kernel::of_this_machine(), &matrix, &activations, columns);
        let portable = products(Kernel::Portable, &matrix, &activations, columns);
        assert!(ours.iter().map(|sum| sum.to_bits()).eq(portable.iter().map(|sum| sum.to_bits())));

        let weights: Vec<f64> = bytes
            .as_chunks::<Q4_BYTES>()
            .0
            .iter()
            .flat_map(|[low, high, packed @ ..]| {
                let scale = f64::from(half(u16::from_le_bytes([*low, *high])).unwrap());
                nibbles(packed).map(|weight| f64::from(weight) * scale)
            })
            .collect();
        for (token, sums) in activations.chunks(columns).zip(ours.chunks(rows)) {
            for ((row, sum), bias) in weights.chunks(columns).zip(sums).zip(&bias) {
                let exact: f64 =
                    row.iter().zip(token).map(|(weight, value)| weight * f64::from(*value)).sum();
                let size: f64 =
                    row.iter().zip(token).map(|(weight, value)| (weight * f64::from(*value)).abs()).sum();
                assert!((f64::from(*sum) - exact - f64::from(*bias)).abs() < size * 1e-6 + 1e-4);
            }
        }
    }
}

/// The largest weights and activations there are: no sum runs over.
#[test]
fn the_largest_products_are_exact() {
    let block = |byte: u8| [vec![0x00, 0x3c], vec![byte; 16]].concat();
    for (byte, weight) in [(0xff, 7.0), (0x00, -8.0)] {
        let matrix = Matrix::from_q4(8, 32, &block(byte).repeat(8), vec![0.0; 8]).unwrap();
        for value in [127.0, -127.0] {
            for kernel in [Kernel::Portable, Kernel::of_this_machine()] {
                let sums = products(kernel, &matrix, &[value; 32], 32);
                assert_eq!(sums, [32.0 * weight * value; 8]);
            }
        }
    }
}

#[test]
fn floats_become_weights_of_eight_bits_for_every_kernel() {
    let mut dice = dice::Dice(3);
    for (rows, columns, tokens) in [(8, 32, 1), (40, 64, 5), (64, 384, 4)] {
        // Whole numbers, of which the largest of every block is 127, lose nothing.
        let mut weights: Vec<f32> = (0..rows * columns).map(|_| dice.roll(255) as f32 - 127.0).collect();
        weights.as_chunks_mut::<BLOCK>().0.iter_mut().for_each(|block| block[7] = -127.0);
        let mut activations: Vec<f32> =
            (0..tokens * columns).map(|_| dice.roll(255) as f32 - 127.0).collect();
        activations.as_chunks_mut::<BLOCK>().0.iter_mut().for_each(|block| block[5] = 127.0);
        // The largest products there are, in one row of one token.
        weights[..columns].fill(-127.0);
        activations[..columns].fill(-127.0);
        let matrix = Matrix::from_floats(rows, columns, &weights, vec![0.0; rows]).unwrap();
        let product = |row: &[f32], token: &[f32]| -> f64 {
            row.iter().zip(token).map(|(weight, value)| f64::from(weight * value)).sum()
        };
        let mut exact = Vec::new();
        for token in activations.chunks(columns) {
            exact.extend(weights.chunks(columns).map(|row| product(row, token)));
        }
        for kernel in [Kernel::Portable, Kernel::of_this_machine()] {
            let sums = products(kernel, &matrix, &activations, columns);
            assert!(
                sums.iter()
                    .zip(&exact)
                    .all(|(sum, exact)| (f64::from(*sum) - exact).abs() <= exact.abs() * 1e-6 + 0.5)
            );
        }
        let bits = |kernel| {
            products(kernel, &matrix, &activations, columns).into_iter().map(f32::to_bits).collect::<Vec<_>>()
        };
        assert_eq!(bits(Kernel::Portable), bits(Kernel::of_this_machine()));
    }
    assert!(Matrix::from_floats(8, 32, &[0.0; 255], vec![0.0; 8]).is_none());
}

#[test]
fn what_is_no_matrix_is_refused() {
    let bytes = blocks(8, &mut dice::Dice(1));
    assert!(Matrix::from_q4(8, 32, &bytes, vec![0.0; 8]).is_some());
    assert!(Matrix::from_q4(8, 32, &bytes[1..], vec![0.0; 8]).is_none());
    assert!(Matrix::from_q4(4, 64, &bytes, vec![0.0; 4]).is_none());
    let infinite = [&[0x00, 0x7c], &bytes[2..]].concat();
    assert!(Matrix::from_q4(8, 32, &infinite, vec![0.0; 8]).is_none());
}

#[test]
fn products_of_rows_are_exact_for_every_kernel() {
    let mut dice = dice::Dice(11);
    for dimension in [1, 7, 32, 384] {
        let mut number = || dice.roll(255) as i8 as i32;
        let rows: Vec<i8> = (0..5 * dimension).map(|_| number().max(-127) as i8).collect();
        let vector: Vec<i16> = (0..dimension).map(|_| number().max(-127) as i16).collect();
        let exact: Vec<i32> = rows
            .chunks(dimension)
            .map(|row| row.iter().zip(&vector).map(|(one, other)| i32::from(*one) * i32::from(*other)).sum())
            .collect();
        for kernel in [Kernel::Portable, Kernel::of_this_machine()] {
            let rows: Vec<u8> = rows.iter().map(|number| number.cast_unsigned()).collect();
            assert_eq!(kernel.products(&rows, &vector), exact);
        }
    }
}
