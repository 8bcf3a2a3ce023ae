//! Functions, mostly with the examples of their documentation.

use crate::ask::{rows, values};

#[test]
fn texts() {
    values(&[
        (r#"strcat("a", 1, 2.5, true)"#, "a12.5True"),
        (r#"strlen("été")"#, "3"),
        (r#"substring("123456", 1)"#, "23456"),
        (r#"substring("123456", 2, 2)"#, "34"),
        (r#"substring("ABCD", -2, 1)"#, "C"),
        (r#"split("aaa_bbb_ccc", "_")"#, r#"["aaa","bbb","ccc"]"#),
        (r#"split("aaa_bbb", "_", 1)"#, r#"["bbb"]"#),
        (r#"replace_string("a.b.c", ".", "-")"#, "a-b-c"),
        (
            r#"replace_regex("Number is 1", @'is (\d+)', @'was: \1')"#,
            "Number was: 1",
        ),
        (r#"extract(@"(\d+)\.(\d+)", 2, "v10.20")"#, "20"),
        (
            r#"extract("x=([0-9.]+)", 1, "hello x=45.6", typeof(real))"#,
            "45.6",
        ),
        (r#"extract_all(@"(\d)", "a1b2")"#, r#"["1","2"]"#),
        (r#"extract_all(@"(\w)(\d)", "a1b2")"#, r#"[["a","1"],["b","2"]]"#),
        (r#"indexof("abcdefg","cde",1,4)"#, "2"),
        (r#"indexof("abcdefg","cde",3,4)"#, "-1"),
        (r#"trim("--", "--https://bing.com--")"#, "https://bing.com"),
        (r#"trim_start(@"\s+", "  a ")"#, "a "),
        (r#"tolower("ÀB")"#, "àb"),
        (r#"strcat_array(dynamic([1,"b"]), "->")"#, "1->b"),
        (r#"strcat_delim("-", 1, "a")"#, "1-a"),
        (r#"countof("abcabc", "abc")"#, "2"),
        (r#"reverse("abc")"#, "cba"),
    ]);
}

#[test]
fn conversions() {
    values(&[
        ("tolong('0x1f')", "31"),
        ("toint('12') + 1", "13"),
        ("tolong('x')", "-"),
        ("todouble('2.5')", "2.5"),
        ("tobool('true')", "true"),
        ("tostring(1d)", "1.00:00:00"),
        ("tostring(2 > 1)", "True"),
        ("tostring(50.0)", "50.0"),
        (
            "tostring(datetime(2026-11-21 10:00))",
            "2026-11-21T10:00:00.0000000Z",
        ),
        ("tostring(dynamic({'a':1}))", r#"{"a":1}"#),
        ("todatetime('2026-11-21')", "2026-11-21T00:00:00Z"),
        ("totimespan('00:30:00')", "18000000000t"),
        (
            "toguid('6e1c1d24-1f3b-4a5c-9d7e-0123456789ab')",
            "6e1c1d24-1f3b-4a5c-9d7e-0123456789ab",
        ),
        (r#"parse_json('{"a":[1]}').a[0]"#, "1"),
        (r#"todynamic("no json")"#, r#""no json""#),
        ("isnotempty('')", "false"),
        ("isempty(parse_json(''))", "true"),
        ("isempty(parse_json('[]'))", "false"),
        ("isnull(int(null))", "true"),
        ("coalesce(tolong('no'), 42, 33)", "42"),
        ("iff(1 > 2, 'a', 'b')", "b"),
        ("case(false, 1, true, 2, 3)", "2"),
        ("gettype(dynamic([]))", "array"),
        ("max_of(1, 5, 3)", "5"),
    ]);
}

#[test]
fn times() {
    values(&[
        ("now()", "2026-11-21T12:00:00Z"),
        ("ago(1h)", "2026-11-21T11:00:00Z"),
        ("bin(datetime(2026-11-21 10:47), 1h)", "2026-11-21T10:00:00Z"),
        ("bin(4.5, 1)", "4.0"),
        ("bin(-3, 5)", "-5"),
        ("floor(16d, 7d)", "12096000000000t"),
        ("bin(1, 0)", "-"),
        ("startofday(datetime(2026-11-21 10:10))", "2026-11-21T00:00:00Z"),
        (
            "startofday(datetime(2026-11-21 10:10), -1)",
            "2026-11-20T00:00:00Z",
        ),
        ("startofweek(datetime(2026-11-21))", "2026-11-15T00:00:00Z"),
        ("startofmonth(datetime(2026-11-21), 1)", "2026-12-01T00:00:00Z"),
        ("endofday(datetime(2026-11-21))", "2026-11-21T23:59:59.9999999Z"),
        ("endofmonth(datetime(2026-02-03))", "2026-02-28T23:59:59.9999999Z"),
        ("dayofweek(datetime(2026-11-21))", "5184000000000t"),
        ("hourofday(datetime(2026-11-21 17:30))", "17"),
        ("week_of_year(datetime(2000-01-01))", "52"),
        ("getyear(now())", "2026"),
        (
            "datetime_diff('year',datetime(2017-01-01),datetime(2000-12-31))",
            "17",
        ),
        (
            "datetime_diff('quarter',datetime(2017-07-01),datetime(2017-03-30))",
            "2",
        ),
        (
            "datetime_diff('month',datetime(2017-01-01),datetime(2015-12-30))",
            "13",
        ),
        (
            "datetime_diff('week',datetime(2017-10-29 00:00),datetime(2017-09-30 23:59))",
            "5",
        ),
        (
            "datetime_diff('day',datetime(2017-10-29 00:00),datetime(2017-09-30 23:59))",
            "29",
        ),
        (
            "datetime_diff('second',datetime(2017-10-30 23:00:10.100),datetime(2017-10-30 23:00:00.900))",
            "10",
        ),
        (
            "datetime_diff('nanosecond',datetime(2017-10-30 23:00:00.0000000),datetime(2017-10-30 23:00:00.0000007))",
            "-700",
        ),
        (
            "datetime_add('month', 1, datetime(2026-01-31))",
            "2026-02-28T00:00:00Z",
        ),
        ("datetime_part('Hour', datetime(2026-11-21 05:00))", "5"),
        (
            "format_datetime(datetime(2026-11-21 05:06:07), 'yyyy-MM-dd [HH:mm]')",
            "2026-11-21 [05:06]",
        ),
        ("make_datetime(2026, 11, 21, 5, 6)", "2026-11-21T05:06:00Z"),
        ("unixtime_seconds_todatetime(0)", "1970-01-01T00:00:00Z"),
    ]);
}

#[test]
fn arrays_and_bags() {
    values(&[
        ("array_length(dynamic([1,2]))", "2"),
        ("array_length(dynamic({}))", "-"),
        ("pack_array(1, 'a')", r#"[1,"a"]"#),
        ("bag_pack('a', 1, 'b', dynamic([2]))", r#"{"a":1,"b":[2]}"#),
        ("bag_keys(dynamic({'a':1,'b':2}))", r#"["a","b"]"#),
        (
            "bag_merge(dynamic({'a':1}), dynamic({'a':2,'b':3}))",
            r#"{"a":1,"b":3}"#,
        ),
        ("set_has_element(dynamic(['x', 2]), 2)", "true"),
        ("set_union(dynamic([1,2]), dynamic([2,3]))", "[1,2,3]"),
        ("set_intersect(dynamic([1,2]), dynamic([2,3]))", "[2]"),
        ("set_difference(dynamic([1,2]), dynamic([2,3]))", "[1]"),
        ("array_concat(dynamic([1]), dynamic([2]))", "[1,2]"),
        ("array_slice(dynamic([1,2,3,4]), 1, 2)", "[2,3]"),
        ("array_slice(dynamic([1,2,3,4,5]), -3, -2)", "[3,4]"),
        ("array_index_of(dynamic(['a','b']), 'b')", "1"),
        ("array_sort_desc(dynamic([1,3,2]))", "[3,2,1]"),
        ("range(1, 4)", "[1,2,3,4]"),
        ("repeat(1, 3)", "[1,1,1]"),
    ]);
    assert_eq!(
        rows("Logons | take 1 | project pack_all()"),
        [r#"{"DeviceName":"alpha","Account":"anna","Success":true,"Tries":1}"#]
    );
}

#[test]
fn numbers() {
    values(&[
        ("round(2.98765, 3)", "2.988"),
        ("round(-50.55, -2)", "-100.0"),
        ("abs(-3)", "3"),
        ("pow(2, 3)", "8.0"),
        ("sqrt(-1)", "-"),
        ("log10(1000)", "3.0"),
        ("ceiling(1.2)", "2.0"),
        ("tohex(255)", "ff"),
        ("sign(-2)", "-1.0"),
    ]);
}

#[test]
fn addresses_paths_and_encodings() {
    values(&[
        ("ipv4_is_private('192.168.1.1/24')", "true"),
        ("ipv4_is_private('202.1.2.3')", "false"),
        ("ipv4_is_private('no')", "-"),
        ("ipv4_is_match('192.168.1.1/24', '192.168.1.255')", "true"),
        ("ipv4_compare('192.168.1.1', '192.168.1.255')", "-1"),
        ("ipv4_is_in_range('10.1.2.3', '10.0.0.0/8')", "true"),
        (
            "ipv4_is_in_any_range('10.1.2.3', dynamic(['127.0.0.0/8','10.0.0.0/8']))",
            "true",
        ),
        ("has_ipv4('from 10.1.2.3:1234', '10.1.2.3')", "true"),
        ("has_ipv4_prefix('from 10.1.2.3:1234', '10.1.')", "true"),
        (r"parse_path(@'C:\temp\file.txt').Filename", r#""file.txt""#),
        (
            "parse_url('https://u:p@host:1234/a/b?k1=v1&k2=v2#f')['Query Parameters'].k2",
            r#""v2""#,
        ),
        ("parse_url('https://host/a').Host", r#""host""#),
        ("base64_decode_tostring('S3VzdG8=')", "Kusto"),
        ("base64_encode_tostring('Kusto')", "S3VzdG8="),
        ("url_decode('a%20b')", "a b"),
        ("url_encode('a b')", "a%20b"),
        (
            "hash_sha256('World')",
            "78ae647dc5544d227130a0682a51e30bc7777fbb6d8a8f17007463a3ecd1d524",
        ),
        (
            "parse_command_line('echo \"hello world\"', 'windows')[1]",
            r#""hello world""#,
        ),
    ]);
}
