namespace Stockade.Workspace;

/// <summary>An <c>.editorconfig</c> or <c>.globalconfig</c>: its absolute path, with <c>/</c>, and its text.</summary>
internal readonly record struct ConfigurationFile(string Path, string Text);
