namespace Stockade.Workspace;

/// <summary>Why a path could not be read as it should.</summary>
internal enum FileProblemKind
{
    /// <summary>The user named a path that does not exist.</summary>
    Missing,

    /// <summary>The user named a path outside the root.</summary>
    OutsideRoot,

    /// <summary>The user named a file of a kind Stockade does not read.</summary>
    Unsupported,

    /// <summary>The system refused to open or read it.</summary>
    Unreadable,

    TooLarge,

    Binary,

    /// <summary>Bytes that are not valid in the file's encoding; the file was read with replacement characters in their place.</summary>
    InvalidEncoding,
}
