namespace Stockade.Semantics.AzureCli.Evaluation.PowerShell;

/// <summary>What is known of a value's type.</summary>
internal enum PowerShellValueKind
{
    /// <summary>Any object: nothing, a string, or a collection.</summary>
    Unknown,
    Null,

    /// <summary>One string, of which pieces may be unknown.</summary>
    Text,
    Number,
    Boolean,
    List,
    Table,
    Block,
}
