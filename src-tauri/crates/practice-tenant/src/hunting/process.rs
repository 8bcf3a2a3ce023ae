//! A process, as the thing that an event is about and as the one behind it.

use crate::data::{HUNTING, ProgramRow};
use crate::hunting::pen::Row;
use crate::random::Dice;
use crate::story::{Cast, Device, Image, Person};

/// A process on a device. Times are milliseconds since 1970.
pub(super) struct Process<'a> {
    pub(super) name: &'a str,
    pub(super) folder: &'a str,
    pub(super) command: &'a str,
    pub(super) id: u64,
    pub(super) started: i64,
    pub(super) parent: &'a str,
    pub(super) parent_id: u64,
    /// Whose it is; the system's when nobody's.
    pub(super) person: Option<&'a Person>,
    /// The Windows domain of the tenant's accounts.
    pub(super) domain: &'a str,
    image: Image,
}

/// The time between a process and its child.
const BIRTH: i64 = 5_000;

impl<'a> Process<'a> {
    /// A process by its name and the command line that started it.
    pub(super) fn new(
        (name, folder, command): (&'a str, &'a str, &'a str),
        parent: &'a str,
        (person, domain): (Option<&'a Person>, &'a str),
        (dice, started): (&mut Dice, i64),
    ) -> Self {
        Self {
            name,
            folder,
            command,
            id: process_id(dice),
            started,
            parent,
            parent_id: process_id(dice),
            person,
            domain,
            image: Image::of(name),
        }
    }

    /// The process that is evidence of an alert.
    pub(super) fn of_evidence(cast: &'a Cast, domain: &'a str, started: i64) -> Option<Self> {
        let file = cast.file.as_ref()?;
        Some(Self {
            name: &file.row.name,
            folder: &file.row.path,
            command: &file.row.command,
            id: file.process_id,
            started,
            parent: &file.row.parent,
            parent_id: file.parent_process_id,
            person: cast.person.as_ref(),
            domain,
            image: file.image.clone(),
        })
    }

    /// A program of an ordinary day.
    pub(super) fn of_program(
        row: &'static ProgramRow,
        (person, domain): (Option<&'a Person>, &'a str),
        (dice, started): (&mut Dice, i64),
    ) -> Self {
        let by_system = ["services.exe", "svchost.exe", "launchd", "systemd", "cron"];
        let person = person.filter(|_| !by_system.contains(&row.parent.as_str()));
        let said = (row.name.as_str(), row.folder.as_str(), row.command.as_str());
        Self::new(said, &row.parent, (person, domain), (dice, started))
    }

    /// The process that started this one.
    fn parent(&self) -> Process<'a> {
        let row = HUNTING.programs.iter().find(|row| row.name == self.parent);
        let (folder, command) = row.map_or(("C:\\Windows\\System32", self.parent), |row| {
            (row.folder.as_str(), row.command.as_str())
        });
        Process {
            name: self.parent,
            folder,
            command,
            id: self.parent_id,
            started: self.started - BIRTH,
            parent: row.map_or("", |row| row.parent.as_str()),
            parent_id: self.parent_id / 2,
            person: self.person,
            domain: self.domain,
            image: Image::of(self.parent),
        }
    }

    /// Windows separates folders by a backslash, and only there has a system account this name.
    fn is_of_windows(&self) -> bool {
        !self.folder.starts_with('/')
    }

    fn path(&self) -> String {
        let separator = if self.is_of_windows() { '\\' } else { '/' };
        format!("{}{separator}{}", self.folder, self.name)
    }

    /// Who makes it, and what they call it; empty for a program of nobody known.
    fn version_info(&self) -> (&'static str, &'static str) {
        let row = HUNTING.programs.iter().find(|row| row.name == self.name);
        row.map_or(("", ""), |row| (row.company.as_str(), row.product.as_str()))
    }

    fn integrity(&self) -> &'static str {
        if self.person.is_some() { "Medium" } else { "System" }
    }

    fn elevation(&self) -> &'static str {
        if self.person.is_some() {
            "TokenElevationTypeLimited"
        } else {
            "TokenElevationTypeDefault"
        }
    }

    /// Name, domain, security identifier, user principal name and object id of its account.
    fn account(&self) -> [String; 5] {
        match self.person {
            Some(person) => [
                person.account.to_owned(),
                self.domain.to_owned(),
                person.sid.clone(),
                person.user_principal_name.clone(),
                person.object_id.to_string(),
            ],
            None if self.is_of_windows() => ["system", "nt authority", "S-1-5-18", "", ""].map(str::to_owned),
            None => ["root", "", "", "", ""].map(str::to_owned),
        }
    }
}

fn process_id(dice: &mut Dice) -> u64 {
    1_000 + 4 * dice.below(4_000)
}

impl Row<'_> {
    /// The file that an event is about.
    pub(super) fn file(&mut self, name: &str, folder: &str, image: &Image) -> &mut Self {
        let separator = if folder.starts_with('/') { '/' } else { '\\' };
        self.text("FileName", name)
            .text("FolderPath", format!("{folder}{separator}{name}"))
            .text("SHA1", &image.sha1)
            .text("SHA256", &image.sha256)
            .text("MD5", &image.md5)
            .number("FileSize", i64::try_from(image.size).unwrap_or_default())
    }

    /// A process that was started, by the one that started it.
    pub(super) fn started(&mut self, process: &Process<'_>) -> &mut Self {
        let (company, product) = process.version_info();
        self.file(process.name, process.folder, &process.image)
            .target(process)
            .text("ProcessIntegrityLevel", process.integrity())
            .text("ProcessVersionInfoCompanyName", company)
            .text("ProcessVersionInfoProductName", product)
            .text("ProcessVersionInfoOriginalFileName", process.name);
        for (column, value) in [
            "AccountName",
            "AccountDomain",
            "AccountSid",
            "AccountUpn",
            "AccountObjectId",
        ]
        .into_iter()
        .zip(process.account())
        {
            self.text(column, value);
        }
        self.initiated_by(&process.parent())
    }

    /// What the event says of the process that it is about, beside its file.
    fn target(&mut self, process: &Process<'_>) -> &mut Self {
        self.number("ProcessId", i64::try_from(process.id).unwrap_or_default())
            .text("ProcessCommandLine", process.command)
            .time("ProcessCreationTime", process.started)
            .text("ProcessTokenElevation", process.elevation())
    }

    /// The process that did it.
    pub(super) fn initiated_by(&mut self, process: &Process<'_>) -> &mut Self {
        let (company, product) = process.version_info();
        for (column, value) in [
            "InitiatingProcessAccountName",
            "InitiatingProcessAccountDomain",
            "InitiatingProcessAccountSid",
            "InitiatingProcessAccountUpn",
            "InitiatingProcessAccountObjectId",
        ]
        .into_iter()
        .zip(process.account())
        {
            self.text(column, value);
        }
        let number = |number: u64| i64::try_from(number).unwrap_or_default();
        self.text("InitiatingProcessFileName", process.name)
            .text("InitiatingProcessFolderPath", process.path())
            .text("InitiatingProcessSHA1", &process.image.sha1)
            .text("InitiatingProcessSHA256", &process.image.sha256)
            .text("InitiatingProcessMD5", &process.image.md5)
            .number("InitiatingProcessFileSize", number(process.image.size))
            .text("InitiatingProcessCommandLine", process.command)
            .number("InitiatingProcessId", number(process.id))
            .time("InitiatingProcessCreationTime", process.started)
            .text("InitiatingProcessParentFileName", process.parent)
            .number("InitiatingProcessParentId", number(process.parent_id))
            .time("InitiatingProcessParentCreationTime", process.started - BIRTH)
            .text("InitiatingProcessIntegrityLevel", process.integrity())
            .text("InitiatingProcessTokenElevation", process.elevation())
            .text("InitiatingProcessVersionInfoCompanyName", company)
            .text("InitiatingProcessVersionInfoProductName", product)
            .text("InitiatingProcessVersionInfoOriginalFileName", process.name)
            .flag("IsInitiatingProcessRemoteSession", false)
    }
}

/// An address of the tenant's own network or of the internet, as the tables tell them apart.
pub(super) fn address_type(address: &str) -> &'static str {
    if address.starts_with("10.") {
        "Private"
    } else {
        "Public"
    }
}

/// What runs on this device.
pub(super) fn programs_of(device: &Device) -> Vec<&'static ProgramRow> {
    let runs = |row: &&ProgramRow| device.row.os_platform.starts_with(&row.system);
    HUNTING.programs.iter().filter(runs).collect()
}
