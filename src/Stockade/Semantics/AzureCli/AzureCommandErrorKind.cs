namespace Stockade.Semantics.AzureCli;

/// <summary>What az refuses about a command line.</summary>
internal enum AzureCommandErrorKind
{
    UnknownCommand,
    UnknownOption,
    AmbiguousOption,
    MissingOption,
    MissingValue,
    UnexpectedValue,
    InvalidValue,
    StrayWord,
    TypographicDash,
}
