/**
 * The part of Microsoft's KQL language service that Handrail asks. The package brings its own types, 1.8 MB for the whole
 * of .NET's library; these few are read in no time. Constructors have the names that Bridge gives to overloads.
 */
declare namespace Kusto.Language {
  interface List<T> {
    readonly Count: number;
    getItem(at: number): T;
  }

  interface Diagnostic {
    readonly Code: string;
    readonly Severity: string;
    readonly Message: string;
    readonly Start: number;
    readonly Length: number;
  }

  interface GlobalState {
    WithDatabase(database: Symbols.DatabaseSymbol): GlobalState;
  }
  const GlobalState: { readonly Default: GlobalState };

  namespace Symbols {
    interface TypeSymbol {
      readonly Name: string;
    }
    interface ColumnSymbol {
      readonly Name: string;
    }
    interface TableSymbol {
      readonly Name: string;
    }
    interface DatabaseSymbol {
      readonly Name: string;
    }
    const ScalarTypes: { readonly Dynamic: TypeSymbol; GetSymbol(name: string): TypeSymbol | null };
    const ColumnSymbol: {
      ctor: new (
        name: string,
        type: TypeSymbol,
        description: string | null,
        originals: null,
        source: null,
        examples: null,
      ) => ColumnSymbol;
    };
    const TableSymbol: { $ctor4: new (name: string, columns: ColumnSymbol[]) => TableSymbol };
    const DatabaseSymbol: { ctor: new (name: string, members: TableSymbol[]) => DatabaseSymbol };
  }

  namespace Editor {
    interface CompletionItem {
      readonly Kind: number;
      readonly DisplayText: string;
      readonly MatchText: string;
      readonly BeforeText: string;
      readonly AfterText: string | null;
    }
    interface ClassifiedRange {
      readonly Kind: number;
      readonly Start: number;
      readonly Length: number;
    }
    interface KustoCodeService {
      GetDiagnostics(waitForAnalysis: boolean): List<Diagnostic>;
      GetCompletionItems(at: number): {
        readonly Items: List<CompletionItem>;
        readonly EditStart: number;
        readonly EditLength: number;
      };
      GetClassifications(
        start: number,
        length: number,
        clip: boolean,
        waitForAnalysis: boolean,
      ): { readonly Classifications: List<ClassifiedRange> };
      GetQuickInfo(at: number): { readonly Text: string } | null;
    }
    const KustoCodeService: { $ctor1: new (text: string, globals: GlobalState) => KustoCodeService };
    /** Numbers by name, and the other way round. */
    const CompletionKind: Record<string, number | string>;
    const ClassificationKind: Record<string, number | string>;
  }
}

declare module "@kusto/language-service-next/bridge.min.js";
declare module "@kusto/language-service-next/Kusto.Language.Bridge.min.js";
