//! Packing (圧縮): what is kept or sent in many small pieces, one after another with the same tools, as making these takes
//! longer than packing a piece.

use std::cell::RefCell;
use std::io;

use flate2::{Compress, Compression, Decompress, FlushCompress, FlushDecompress, Status};

thread_local! {
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::fast(), false));
    static TIGHT_PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::default(), false));
    static UNPACKER: RefCell<Decompress> = RefCell::new(Decompress::new(false));
}

/// Packs some bytes, in little time.
pub(crate) fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    PACKER.with_borrow_mut(|packer| packed(packer, bytes))
}

/// Packs some bytes into little room.
pub fn pack_tightly(bytes: &[u8]) -> io::Result<Vec<u8>> {
    TIGHT_PACKER.with_borrow_mut(|packer| packed(packer, bytes))
}

fn packed(packer: &mut Compress, bytes: &[u8]) -> io::Result<Vec<u8>> {
    packer.reset();
    let mut packed = Vec::with_capacity(bytes.len() / 2 + 64);
    loop {
        let before = (packer.total_in(), packed.len());
        let rest = bytes.get(packer.total_in() as usize..).unwrap_or_default();
        match packer.compress_vec(rest, &mut packed, FlushCompress::Finish)? {
            Status::StreamEnd => return Ok(packed),
            _ if (packer.total_in(), packed.len()) == before => return Err(io::ErrorKind::Other.into()),
            _ => packed.reserve(bytes.len() / 2 + 64),
        }
    }
}

/// Unpacks what was packed; it is an error if it comes to more than `most` bytes.
pub fn unpack(bytes: &[u8], most: usize) -> io::Result<Vec<u8>> {
    UNPACKER.with_borrow_mut(|unpacker| {
        unpacker.reset(false);
        let mut unpacked = Vec::with_capacity(bytes.len().saturating_mul(4).min(most));
        loop {
            // There is always room, so whoever does not get on has nothing left to read.
            unpacked.reserve(unpacked.len().max(64));
            let before = (unpacker.total_in(), unpacked.len());
            let rest = bytes.get(unpacker.total_in() as usize..).unwrap_or_default();
            let status = unpacker.decompress_vec(rest, &mut unpacked, FlushDecompress::None)?;
            match status {
                _ if unpacked.len() > most => return Err(io::ErrorKind::FileTooLarge.into()),
                Status::StreamEnd => return Ok(unpacked),
                _ if (unpacker.total_in(), unpacked.len()) == before => {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                _ => {}
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked() {
        let noise = (0..100_000_u64).map(|n| (n * n).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()[0]);
        let noise: Vec<u8> = noise.collect();
        for bytes in [&b""[..], "公民連携".repeat(5_000).as_bytes(), &noise] {
            for packed in [pack(bytes).unwrap(), pack_tightly(bytes).unwrap()] {
                assert_eq!(unpack(&packed, bytes.len()).unwrap(), bytes);
                let half = &packed[..packed.len() / 2];
                assert!(unpack(half, 1 << 20).is_err(), "{} bytes", bytes.len());
                if bytes.len() > 64 {
                    assert!(unpack(&packed, bytes.len() / 2).is_err());
                }
            }
        }
        assert!(unpack(&noise, 1 << 20).is_err());
    }
}
