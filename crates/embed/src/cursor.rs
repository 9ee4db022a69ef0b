//! Reading numbers from bytes that may end at any place.

use crate::error::{Error, Result};

/// Walks through bytes; `section` is what the next bytes belong to, for the message if they are not there.
pub(crate) struct Cursor<'a> {
    rest: &'a [u8],
    pub(crate) section: &'static str,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, section: "head" }
    }

    pub(crate) fn take(&mut self, count: usize) -> Result<&'a [u8]> {
        let (taken, rest) =
            self.rest.split_at_checked(count).ok_or(Error::Truncated { section: self.section })?;
        self.rest = rest;
        Ok(taken)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (taken, rest) =
            self.rest.split_first_chunk().ok_or(Error::Truncated { section: self.section })?;
        self.rest = rest;
        Ok(*taken)
    }

    pub(crate) fn u8(&mut self) -> Result<u8> {
        self.array::<1>().map(|[byte]| byte)
    }

    pub(crate) fn u16(&mut self) -> Result<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Result<u32> {
        self.array().map(u32::from_le_bytes)
    }

    pub(crate) fn i32(&mut self) -> Result<i32> {
        self.array().map(i32::from_le_bytes)
    }

    pub(crate) fn u64(&mut self) -> Result<u64> {
        self.array().map(u64::from_le_bytes)
    }

    pub(crate) fn f32(&mut self) -> Result<f32> {
        self.array().map(f32::from_le_bytes)
    }

    /// A number of the head, which has to lie in `allowed`.
    pub(crate) fn size(
        &mut self,
        what: &'static str,
        allowed: std::ops::RangeInclusive<i32>,
    ) -> Result<usize> {
        let value = self.i32()?;
        match usize::try_from(value) {
            Ok(size) if allowed.contains(&value) => Ok(size),
            _ => Err(Error::OutOfRange { what, value: value.into() }),
        }
    }
}

/// The little-endian floats bytes are; what is left over at the end is passed over.
pub(crate) fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks().0.iter().map(|four| f32::from_le_bytes(*four)).collect()
}
