namespace Stockade.Semantics.AzureCli;

/// <summary>The classes of words that argparse tells apart, and the two that only a reader of scripts has.</summary>
internal enum AzureArgumentKind
{
    /// <summary>A value or a stray word.</summary>
    Plain,

    /// <summary>Starts with a dash: an option or what was meant to be one.</summary>
    Option,

    /// <summary>A prefix that core and aks-preview resolve differently: some option, or an error.</summary>
    Disputed,

    /// <summary><c>--</c></summary>
    Separator,

    /// <summary>One word whose text is not known.</summary>
    UnknownWord,

    /// <summary>Any number of words, none included.</summary>
    UnknownWords,
}
