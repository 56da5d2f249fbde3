namespace Stockade.Workspace.Git;

/// <summary>A repository cannot be read. Stays inside this folder; the message is for the user.</summary>
internal sealed class GitException : Exception
{
    public GitException()
    {
    }

    public GitException(string message)
        : base(message)
    {
    }

    public GitException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
