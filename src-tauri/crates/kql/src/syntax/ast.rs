//! What was written, with its places in the text.

use crate::{Kind, Value};

/// A whole query: what it names first, and what it asks.
pub(crate) struct Script {
    pub(crate) lets: Vec<Let>,
    pub(crate) body: Expr,
}

/// `let name = …;`
pub(crate) struct Let {
    pub(crate) name: Ident,
    pub(crate) value: LetValue,
}

pub(crate) enum LetValue {
    Expression(Expr),
    Function(Lambda),
}

/// `(parameters) { lets; body }`
pub(crate) struct Lambda {
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Script,
}

pub(crate) struct Parameter {
    pub(crate) name: Ident,
    /// The type of a scalar; nothing for a table.
    pub(crate) kind: Option<Kind>,
    pub(crate) otherwise: Option<Expr>,
}

#[derive(Clone)]
pub(crate) struct Ident {
    pub(crate) at: usize,
    pub(crate) name: String,
}

/// A source, and what is done with its rows, one after the other.
pub(crate) struct Query {
    pub(crate) source: Source,
    pub(crate) operators: Vec<Operator>,
}

pub(crate) enum Source {
    /// A table, a name given by `let`, a function, or a query in parentheses.
    Expression(Expr),
    Union(Union),
    Print(Vec<Named>),
    Range {
        name: Ident,
        from: Expr,
        to: Expr,
        step: Expr,
    },
    Datatable {
        columns: Vec<(Ident, Kind)>,
        cells: Vec<Expr>,
    },
}

pub(crate) struct Operator {
    pub(crate) at: usize,
    /// As it is written, for messages.
    pub(crate) name: &'static str,
    pub(crate) kind: OperatorKind,
}

pub(crate) enum OperatorKind {
    Where(Expr),
    Project(Vec<Named>),
    ProjectAway(Vec<Pattern>),
    ProjectKeep(Vec<Pattern>),
    ProjectReorder(Vec<(Pattern, Reorder)>),
    ProjectRename(Vec<Named>),
    Extend(Vec<Named>),
    Summarize {
        aggregates: Vec<Named>,
        by: Vec<Named>,
    },
    Distinct(Vec<Expr>),
    Top {
        count: Expr,
        by: Vec<Order>,
    },
    Take(Expr),
    Sort(Vec<Order>),
    Count(Option<Ident>),
    Join(Join),
    Union(Union),
    MvExpand {
        items: Vec<MvItem>,
        limit: Option<Expr>,
        index: Option<Ident>,
        bag: bool,
    },
    Parse {
        subject: Expr,
        pieces: Vec<Piece>,
        style: ParseStyle,
        only_matches: bool,
    },
    GetSchema,
    Render,
    As(Ident),
}

/// A column of the result, perhaps with a name of its own.
pub(crate) struct Named {
    pub(crate) name: Option<Ident>,
    pub(crate) value: Expr,
}

/// A column name in which `*` stands for anything.
pub(crate) struct Pattern {
    pub(crate) at: usize,
    pub(crate) text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reorder {
    AsTheyAre,
    Ascending,
    Descending,
}

pub(crate) struct Order {
    pub(crate) value: Expr,
    pub(crate) ascending: bool,
    pub(crate) nulls_first: bool,
}

pub(crate) struct Union {
    pub(crate) at: usize,
    /// Only the columns that all tables have.
    pub(crate) inner: bool,
    /// Tables that are not there are left out.
    pub(crate) fuzzy: bool,
    pub(crate) with_source: Option<Ident>,
    pub(crate) tables: Vec<Expr>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum JoinKind {
    InnerUnique,
    Inner,
    LeftOuter,
    RightOuter,
    FullOuter,
    LeftAnti,
    RightAnti,
    LeftSemi,
    RightSemi,
}

pub(crate) struct Join {
    pub(crate) kind: JoinKind,
    /// `lookup`: the keys of the right side are not repeated.
    pub(crate) lookup: bool,
    pub(crate) right: Expr,
    pub(crate) on: Vec<Expr>,
}

pub(crate) struct MvItem {
    pub(crate) name: Option<Ident>,
    pub(crate) value: Expr,
    pub(crate) kind: Option<Kind>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ParseStyle {
    Simple,
    Relaxed,
    Regex,
}

/// A part of the pattern of `parse`.
pub(crate) enum Piece {
    Anything,
    Text(String),
    Column { name: Ident, kind: Kind },
}

/// An expression; `height` is that of its tree.
pub(crate) struct Expr {
    pub(crate) at: usize,
    pub(crate) height: usize,
    pub(crate) node: Node,
}

pub(crate) enum Node {
    Literal(Kind, Value),
    Name(String),
    Star,
    Member(Box<Expr>, String),
    Index(Box<Expr>, Box<Expr>),
    Call(String, Vec<Expr>),
    TypeOf(Kind),
    /// `Device*` in a `union`: every table whose name fits.
    Tables(Pattern),
    Minus(Box<Expr>),
    Binary(Binary, Box<Expr>, Box<Expr>),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Among {
        how: Among,
        value: Box<Expr>,
        list: Vec<Expr>,
    },
    Between {
        value: Box<Expr>,
        low: Box<Expr>,
        high: Box<Expr>,
        negated: bool,
    },
    Query(Box<Query>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Text(TextTest),
    Regex,
}

/// A comparison of two texts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct TextTest {
    pub(crate) how: TextMatch,
    pub(crate) case_sensitive: bool,
    pub(crate) negated: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum TextMatch {
    Equal,
    Contains,
    StartsWith,
    EndsWith,
    Has,
    HasPrefix,
    HasSuffix,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Among {
    In { case_sensitive: bool, negated: bool },
    HasAny,
    HasAll,
}

impl Among {
    pub(crate) fn symbol(self) -> &'static str {
        match self {
            Self::In {
                case_sensitive: true,
                negated: false,
            } => "in",
            Self::In {
                case_sensitive: true,
                negated: true,
            } => "!in",
            Self::In {
                case_sensitive: false,
                negated: false,
            } => "in~",
            Self::In {
                case_sensitive: false,
                negated: true,
            } => "!in~",
            Self::HasAny => "has_any",
            Self::HasAll => "has_all",
        }
    }
}
