//! The people of the seed.

use crate::entra::Lockout;
use crate::ids::{ObjectId, TenantId};
use crate::random::{Dice, password};
use crate::ready::ReadyUser;
use crate::seed::{FEDERATED_DOMAIN, Garden};
use crate::store::{Role, SecondFactor, User};

impl Garden {
    pub(super) fn user(
        &mut self,
        tenant: TenantId,
        name: &str,
        display_name: &str,
        roles: Vec<Role>,
    ) -> ReadyUser {
        let mut dice = Dice::new(self.seed, name);
        let user = User {
            object_id: ObjectId(dice.guid()),
            tenant,
            user_principal_name: name.to_owned(),
            display_name: display_name.to_owned(),
            password: password(&mut dice),
            password_expired: false,
            lockout: Lockout::default(),
            roles,
            enabled: true,
            second_factor: SecondFactor {
                required: false,
                registered: true,
            },
            sessions_valid_from: None,
            guest_of: None,
        };
        let ready = ReadyUser {
            user_principal_name: user.user_principal_name.clone(),
            password: user.password.clone(),
            roles: user.roles.iter().map(|role| role.name().to_owned()).collect(),
        };
        self.store.users.add(user);
        ready
    }

    pub(super) fn home_users(&mut self) -> Vec<ReadyUser> {
        let admin = vec![
            Role::CloudApplicationAdministrator,
            Role::PrivilegedRoleAdministrator,
            Role::SecurityAdministrator,
        ];
        let home = self.store.home;
        let users = vec![
            self.user(home, "admin@contoso.com", "Ada Admin", admin),
            self.user(
                home,
                "analyst@contoso.com",
                "Amir Analyst",
                vec![Role::SecurityReader],
            ),
            self.user(home, "member@contoso.com", "Mia Member", vec![]),
            self.user(
                home,
                "appadmin@contoso.com",
                "Clara Cloud",
                vec![Role::CloudApplicationAdministrator],
            ),
            self.user(
                home,
                "developer@contoso.com",
                "Dana Developer",
                vec![Role::ApplicationDeveloper],
            ),
            self.user(
                home,
                "roles@contoso.com",
                "Rolf Roles",
                vec![Role::PrivilegedRoleAdministrator],
            ),
        ];
        self.user(
            home,
            &format!("fiona@{FEDERATED_DOMAIN}"),
            "Fiona Federated",
            vec![],
        );
        users
    }
}
