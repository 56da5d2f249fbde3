namespace Stockade.Semantics.AzureCli;

/// <summary>How many words an option takes.</summary>
internal enum AzureOptionKind
{
    Flag,
    Value,
    Optional,
    Append,
    List,
    NonEmptyList,
}
