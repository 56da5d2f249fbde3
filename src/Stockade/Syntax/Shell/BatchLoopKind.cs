namespace Stockade.Syntax.Shell;

/// <summary>What a <c>for</c> runs over.</summary>
internal enum BatchLoopKind
{
    Words,

    /// <summary><c>/l</c>: numbers.</summary>
    Numbers,

    /// <summary><c>/f</c>: lines of a file, a text or what a command prints.</summary>
    Lines,

    /// <summary><c>/d</c>, <c>/r</c>: folders and files.</summary>
    Files,
}
