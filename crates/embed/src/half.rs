//! Numbers of sixteen bits.

/// The number a half-precision float is; `None` for infinities and what is not a number.
pub(crate) fn half(bits: u16) -> Option<f32> {
    let exponent = u32::from(bits >> 10 & 0x1f);
    let fraction = u32::from(bits & 0x3ff);
    let size = match exponent {
        0x1f => return None,
        // Below the smallest exponent, the fraction counts units of 2⁻²⁴.
        0 => fraction as f32 / 16_777_216.0,
        _ => f32::from_bits((exponent + 127 - 15) << 23 | fraction << 13),
    };
    Some(if bits >> 15 == 1 { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::half;

    #[test]
    fn halves_are_the_numbers_of_the_standard() {
        let cases = [
            (0x0000, 0.0),
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x7bff, 65504.0),
            (0x0400, 2.0_f32.powi(-14)),
            (0x03ff, 1023.0 * 2.0_f32.powi(-24)),
            (0x8001, -(2.0_f32.powi(-24))),
            (0x3555, 0.333_251_95),
        ];
        for (bits, number) in cases {
            assert_eq!(half(bits), Some(number), "{bits:#06x}");
        }
        assert_eq!(half(0x7c00), None);
        assert_eq!(half(0xfe00), None);
    }
}
