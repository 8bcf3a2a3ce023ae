//! Changed seeds: cut, doubled, crossed with each other, and sprinkled with what parsers stumble over.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// No input is longer.
const LONGEST: usize = 64 * 1024;

/// What parsers stumble over: signs of their languages, numbers at the edges of their types, and letters that are not what
/// they look like.
const STUMBLING_BLOCKS: &[&[u8]] = &[
    b"\"",
    b"'",
    b"\\",
    b"\\u",
    b"\\ud800",
    b"\\u0000",
    b"{",
    b"}",
    b"[",
    b"]",
    b"[[[[[[[[",
    b"(((((((((",
    b":",
    b",",
    b";",
    b"=",
    b"&",
    b"%",
    b"%00",
    b"%25",
    b"%e9",
    b"%zz",
    b"#",
    b"?",
    b"//",
    b"../",
    b"\r\n",
    b"\r\n\r\n",
    b"\n",
    b"\t",
    b" ",
    b"\0",
    b"\x7f",
    b"\x80",
    b"\xff\xfe",
    b"\xc3",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    "\u{202e}".as_bytes(),
    "\u{200b}".as_bytes(),
    "\u{2028}".as_bytes(),
    "é".as_bytes(),
    "ß".as_bytes(),
    "İ".as_bytes(),
    "😀".as_bytes(),
    b"-1",
    b"0",
    b"00",
    b"1e999",
    b"-0.0",
    b"1e-400",
    b"127",
    b"2147483648",
    b"4294967296",
    b"9007199254740993",
    b"9223372036854775807",
    b"9223372036854775808",
    b"18446744073709551615",
    b"-9223372036854775808",
    b"253402300800",
    b"null",
    b"true",
    b"NaN",
    b"9999-12-31T23:59:59.9999999Z",
    b"0000-00-00T00:00:00Z",
    b"-009999-01-02T01:59:59Z",
    b"P999999999D",
    b"<script>",
    b"&amp;",
    b"&#x0;",
    b"=cmd|",
    b"AADSTS",
    b"AADSTS99999999999999999999",
    b"eyJ",
    b".",
    b"..",
    b"-----BEGIN ",
    b"-----END ",
    b"```",
    b"\"\"\"",
    b"@\"",
    b"<#",
    b"#>",
    b"/*",
    b"*/",
    b"$(",
    b"{{",
    b"}}",
    b"--",
    b"||",
    b"|",
    b" and ",
    b" or ",
    b" not ",
    b" eq ",
    b"''",
    b"://",
    b"https://",
    b"http://[::1]:",
    b"@",
    b"00000000-0000-0000-0000-000000000000",
];

/// One change.
#[derive(Clone, Debug)]
enum Change {
    Cut {
        at: Index,
        many: usize,
    },
    End {
        at: Index,
    },
    Byte {
        at: Index,
        byte: u8,
    },
    Block {
        at: Index,
        block: &'static [u8],
    },
    Bytes {
        at: Index,
        bytes: Vec<u8>,
    },
    /// The stretch stands there so many times more.
    Again {
        at: Index,
        many: usize,
        times: usize,
    },
    /// A stretch of another seed.
    Crossed {
        at: Index,
        other: Index,
        from: Index,
        many: usize,
    },
}

/// Inputs that are made of seeds. Fewer changes are simpler.
pub(crate) fn inputs(seeds: &[Vec<u8>]) -> impl Strategy<Value = Vec<u8>> + use<> {
    let seeds = seeds.to_vec();
    let change = prop_oneof![
        1 => (any::<Index>(), 1..40_usize).prop_map(|(at, many)| Change::Cut { at, many }),
        1 => any::<Index>().prop_map(|at| Change::End { at }),
        1 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Byte { at, byte }),
        4 => (any::<Index>(), select(STUMBLING_BLOCKS)).prop_map(|(at, block)| Change::Block { at, block }),
        1 => (any::<Index>(), vec(any::<u8>(), 0..8)).prop_map(|(at, bytes)| Change::Bytes { at, bytes }),
        1 => (any::<Index>(), 1..30_usize, 1..40_usize).prop_map(|(at, many, times)| Change::Again { at, many, times }),
        1 => (any::<Index>(), any::<Index>(), any::<Index>(), 1..60_usize)
            .prop_map(|(at, other, from, many)| Change::Crossed { at, other, from, many }),
    ];
    (any::<Index>(), vec(change, 1..6)).prop_map(move |(seed, changes)| {
        let mut input = seed.get(&seeds).clone();
        for change in changes {
            change.made(&mut input, &seeds);
        }
        input.truncate(LONGEST);
        input
    })
}

impl Change {
    fn made(self, input: &mut Vec<u8>, seeds: &[Vec<u8>]) {
        // A place behind the last byte is one, too.
        let place = |at: Index, input: &[u8]| at.index(input.len() + 1);
        match self {
            Self::Cut { at, many } => _ = input.drain(stretch(at, many, input)),
            Self::End { at } => input.truncate(place(at, input)),
            Self::Byte { at, byte } => {
                if !input.is_empty() {
                    let at = at.index(input.len());
                    input[at] = byte;
                }
            }
            Self::Block { at, block } => insert(input, place(at, input), block),
            Self::Bytes { at, bytes } => insert(input, place(at, input), &bytes),
            Self::Again { at, many, times } => {
                let stretch = stretch(at, many, input);
                let (end, again) = (stretch.end, input[stretch].repeat(times));
                insert(input, end, &again);
            }
            Self::Crossed {
                at,
                other,
                from,
                many,
            } => {
                let other = other.get(seeds);
                let taken = other[stretch(from, many, other)].to_vec();
                insert(input, place(at, input), &taken);
            }
        }
    }
}

fn stretch(at: Index, many: usize, of: &[u8]) -> std::ops::Range<usize> {
    let start = at.index(of.len() + 1);
    start..(start + many).min(of.len())
}

fn insert(input: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    input.splice(at..at, bytes.iter().copied());
}
