//! What the files of a customer are called: by its domain, on every system.

use std::collections::HashSet;

use super::header::Listed;

/// Names that Windows keeps for devices, whatever stands behind the first dot
/// (Microsoft Learn, "Naming files, paths, and namespaces").
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];
/// File systems take 255 bytes; the ending and the writer's own mark want some.
const LONGEST: usize = 180;

/// Gives each customer a name that no other has, also where capitals count for nothing. The tenant ID comes along where
/// two would have the same.
pub(super) fn name_files(customers: &mut [Listed]) {
    let mut taken = HashSet::new();
    for customer in customers {
        let mut name = plain(&customer.domain);
        if !taken.insert(name.clone()) {
            name = format!("{name} {}", customer.tenant_id);
            taken.insert(name.clone());
        }
        customer.file = name;
    }
}

fn plain(domain: &str) -> String {
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-');
    let safe = |letter: char| if allowed(letter) { letter } else { '_' };
    let name: String = domain
        .to_ascii_lowercase()
        .chars()
        .map(safe)
        .take(LONGEST)
        .collect();
    let name = name.trim_matches('.');
    let first = name.split('.').next().unwrap_or_default();
    if name.is_empty() || DEVICES.contains(&first) {
        return format!("_{name}");
    }
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn names(domains: &[&str]) -> Vec<String> {
        let listed = |(number, domain): (u128, &&str)| Listed::sample(number + 1, domain);
        let mut customers: Vec<Listed> = (0..).zip(domains).map(listed).collect();
        name_files(&mut customers);
        customers.into_iter().map(|customer| customer.file).collect()
    }

    #[test]
    fn a_domain_is_its_own_name_unless_windows_has_another_use_for_it() {
        assert_eq!(
            names(&[
                "fabrikam.com",
                "aux.com",
                "com1.example",
                "a/b:c.example",
                "..",
                "Auxiliary.com"
            ]),
            [
                "fabrikam.com",
                "_aux.com",
                "_com1.example",
                "a_b_c.example",
                "_",
                "auxiliary.com"
            ]
        );
    }

    #[test]
    fn two_of_one_name_are_told_apart_by_their_tenants() {
        let names = names(&["fabrikam.com", "Fabrikam.com"]);
        assert_eq!(names[0], "fabrikam.com");
        assert_eq!(names[1], "fabrikam.com 00000000-0000-0000-0000-000000000002");
    }

    proptest! {
        #[test]
        fn any_text_makes_one_part_of_a_path(domain in ".*") {
            let name = plain(&domain);
            prop_assert!(!name.is_empty() && name.len() <= LONGEST + 1);
            prop_assert!(!name.contains(['/', '\\', ':', '\0']) && !name.ends_with('.'));
        }
    }
}
