//! Columns that nobody named: as Microsoft's language service (npm `@kusto/language-service-next` 12.4) names and types
//! them; `countif_` as the engine itself does.

use crate::ask::columns;

const TABLE: &str =
    "let T = datatable(a:string, b:string, i:int, l:long, r:real, t:datetime, d:dynamic, o:bool)[];";

fn named(query: &str) -> String {
    columns(&format!("{TABLE} {query}"))
}

#[test]
fn projected_expressions_are_named_as_the_service_names_them() {
    assert_eq!(
        named(
            r#"T | project a, tolower(a), tostring(d), bin(t,1h), d.x, d["y"], d[0], d.x.y, i+1, strlen(a), startofday(t), 1"#
        ),
        "a:string, Column1:string, d:string, t:datetime, d_x:dynamic, d_y:dynamic, d_0:dynamic, d_x_y:dynamic, Column2:long, strlen_a:long, t1:datetime, Column3:long"
    );
    assert_eq!(
        named(
            r#"T | project parse_json(a).x, todynamic(a)[0], tostring(d.x.y), tostring(d["x"][0]), a=tostring(parse_json(a).k), strcat(a,b)"#
        ),
        "a_x:dynamic, a_0:dynamic, d_x_y:string, d_x_0:string, a:string, Column1:string"
    );
    assert_eq!(
        named(
            "T | project x=i+i, y=i*i, z=-i, w=i/i, i%i, abs(i), round(i), round(r), floor(r,1), bin(i,i), bin(i,1.5)"
        ),
        "x:long, y:long, z:long, w:long, Column1:long, i:long, i1:int, r:real, r1:real, i2:long, i3:real"
    );
}

#[test]
fn aggregates_are_named_as_the_service_names_them() {
    assert_eq!(
        named(
            "T | summarize count(), dcount(a), sum(i), avg(i), min(t), max(l), countif(o), dcountif(a,o), sumif(i,o), make_set(a), make_list(a), any(a), take_any(a), percentile(i,50), stdev(i), variance(r), sum(i+1), sum(l+1), make_set_if(a,o), make_list_if(a,o), avgif(i,o), minif(i,o), maxif(i,o), take_anyif(a,o), stdevif(i,o)"
        ),
        "count_:long, dcount_a:long, sum_i:long, avg_i:real, min_t:datetime, max_l:long, countif_:long, dcountif_a:long, sumif_i:long, set_a:dynamic, list_a:dynamic, any_a:string, a:string, percentile_i_50:long, stdev_i:real, variance_r:real, sum_:long, sum_1:long, set_a1:dynamic, list_a1:dynamic, avgif_i:real, minif_i:int, maxif_i:int, a1:string, stdevif_i:real"
    );
    assert_eq!(
        named("T | summarize arg_max(t,*), count() by bin(t,1d), tolower(a)"),
        "t:datetime, Column1:string, t1:datetime, a:string, b:string, i:int, l:long, r:real, d:dynamic, o:bool, count_:long"
    );
    assert_eq!(
        named("T | summarize arg_max(t,a,b), arg_min(t,i) by l"),
        "l:long, t:datetime, a:string, b:string, t1:datetime, i:int"
    );
    assert_eq!(
        named("T | summarize x=count(), count(), count() by a"),
        "a:string, x:long, count_:long, count_1:long"
    );
    assert_eq!(
        named(
            "T | summarize round(avg(i),2), count()*2, tostring(make_set(a)), make_set(a)[0], dcount(a) > 3"
        ),
        "avg_i:real, Column1:long, set_a:string, set_a_0:dynamic, Column2:bool"
    );
    assert_eq!(named("T | summarize arg_max(i+1, a)"), "max_:long, a:string");
    assert_eq!(
        named("T | summarize arg_max(t, tolower(a))"),
        "t:datetime, max_t_arg1:string"
    );
    assert_eq!(
        named("T | summarize percentile(i,50), percentiles(r,5,95) by a"),
        "a:string, percentile_i_50:long, percentile_r_5:real, percentile_r_95:real"
    );
}

#[test]
fn extended_and_expanded_columns_take_the_place_of_their_name() {
    assert_eq!(
        named("T | extend tostring(d)"),
        "a:string, b:string, i:int, l:long, r:real, t:datetime, d:string, o:bool"
    );
    assert_eq!(
        named("T | project a, d | extend d.x"),
        "a:string, d:dynamic, d_x:dynamic"
    );
    assert_eq!(named("T | project a | mv-expand split(a,',')"), "a:dynamic");
    assert_eq!(
        named("T | project d | mv-expand with_itemindex=ix d to typeof(long), y=d.z"),
        "d:long, y:dynamic, ix:long"
    );
    assert_eq!(named("T | distinct tolower(a), b"), "Column1:string, b:string");
    assert_eq!(
        named("print 1, 'x', y=2, strlen('a')"),
        "print_0:long, print_1:string, y:long, print_3:long"
    );
    assert_eq!(named("T | count"), "Count:long");
}

#[test]
fn mixed_types_become_the_wider_one() {
    assert_eq!(
        named(
            r#"T | project x=iff(o, toint(1), 2), y=case(o, 1, o, 2, 3), z=coalesce(i, 1), w=iff(o, d.x, "x"), v=max_of(i,l)"#
        ),
        "x:long, y:long, z:long, w:string, v:long"
    );
    assert_eq!(
        named("T | project x = d.x + 1, w = d.x * 2.0, u = t - t, q = 1h * 2"),
        "x:long, w:real, u:timespan, q:timespan"
    );
}
