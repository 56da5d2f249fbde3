namespace Stockade.Syntax.Shell;

/// <summary>What <c>${name…}</c> does with the value.</summary>
internal enum ParameterOperator
{
    None,

    /// <summary><c>-</c></summary>
    UseDefault,

    /// <summary><c>=</c></summary>
    AssignDefault,

    /// <summary><c>?</c></summary>
    RequireValue,

    /// <summary><c>+</c></summary>
    UseAlternative,

    /// <summary><c>#</c></summary>
    RemoveShortestPrefix,

    /// <summary><c>##</c></summary>
    RemoveLongestPrefix,

    /// <summary><c>%</c></summary>
    RemoveShortestSuffix,

    /// <summary><c>%%</c></summary>
    RemoveLongestSuffix,

    /// <summary><c>/</c></summary>
    ReplaceFirst,

    /// <summary><c>//</c></summary>
    ReplaceAll,

    /// <summary><c>/#</c></summary>
    ReplacePrefix,

    /// <summary><c>/%</c></summary>
    ReplaceSuffix,

    /// <summary><c>:offset:length</c></summary>
    Substring,

    /// <summary><c>^</c></summary>
    UppercaseFirst,

    /// <summary><c>^^</c></summary>
    UppercaseAll,

    /// <summary><c>,</c></summary>
    LowercaseFirst,

    /// <summary><c>,,</c></summary>
    LowercaseAll,

    /// <summary><c>@Q</c> and its kin.</summary>
    Transform,

    /// <summary><c>${!prefix*}</c></summary>
    NamesWithPrefix,

    /// <summary>bash calls it a bad substitution.</summary>
    Invalid,
}
