using Stockade.Text;

namespace Stockade.Workspace;

/// <summary>Tells how a file is read.</summary>
internal static class FileClassifier
{
    // More variables than this are none that a person keeps for a script.
    private const int MaxIncludedSize = 64 * 1024;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>The kind a name tells, or null where only the content can: a file without an extension may be a script.</summary>
    public static FileKind? FromName(string name)
    {
        // What macOS leaves beside a file on a foreign file system: binary, whatever its extension says.
        if (name.StartsWith("._", StringComparison.Ordinal))
            return FileKind.Other;
        if (name is "kustomization.yaml" or "kustomization.yml" or "Kustomization")
            return FileKind.Kustomization;
        if (name is "Chart.yaml")
            return FileKind.ChartMetadata;
        if (name is "Makefile" or "makefile" or "GNUmakefile" || name.EndsWith(".mk", StringComparison.Ordinal) || name.StartsWith("Makefile.", StringComparison.Ordinal))
            return FileKind.Makefile;
        if (name is "Dockerfile" or "Containerfile" || name.StartsWith("Dockerfile.", StringComparison.Ordinal) || name.EndsWith(".Dockerfile", StringComparison.OrdinalIgnoreCase))
            return FileKind.Dockerfile;

        var dot = name.LastIndexOf('.');
        if (dot < 0)
            return null;

        var extension = name.AsSpan(dot);
        if (Is(extension, ".yaml") || Is(extension, ".yml"))
            return FileKind.Yaml;
        if (Is(extension, ".json"))
            return FileKind.Json;
        if (Is(extension, ".sh") || Is(extension, ".bash") || Is(extension, ".zsh") || Is(extension, ".azcli") || Is(extension, ".env"))
            return FileKind.Script;
        if (Is(extension, ".ps1") || Is(extension, ".psm1"))
            return FileKind.PowerShell;
        if (Is(extension, ".cmd") || Is(extension, ".bat"))
            return FileKind.Cmd;
        if (Is(extension, ".md") || Is(extension, ".markdown") || Is(extension, ".mdx"))
            return FileKind.Markdown;
        return FileKind.Other;
    }

    /// <summary>True where the first line names a shell: <c>#!/bin/bash</c>, <c>#!/usr/bin/env -S bash -e</c>.</summary>
    public static bool HasShellShebang(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(ByteOrderMark))
            head = head[ByteOrderMark.Length..];
        if (!head.StartsWith("#!"u8))
            return false;

        var end = head.IndexOfAny((byte)'\n', (byte)'\r');
        var line = end < 0 ? head : head[..end];
        foreach (var range in line[2..].SplitAny(" \t/"u8))
        {
            var word = line[2..][range];
            if (word.SequenceEqual("sh"u8) || word.SequenceEqual("bash"u8) || word.SequenceEqual("zsh"u8)
                || word.SequenceEqual("dash"u8) || word.SequenceEqual("ksh"u8) || word.SequenceEqual("pwsh"u8))
                return true;
        }

        return false;
    }

    /// <summary>
    /// False where the bytes cannot hold what the kind is read for, so that they need no decoding: no object without <c>kind</c>, no ARM
    /// template without its schema, no
    /// command without <c>az</c>. Text in UTF-16 has a zero between the letters; it is rare enough to be read always.
    /// </summary>
    public static bool MayMatter(FileKind kind, ReadOnlySpan<byte> bytes) => kind switch
    {
        FileKind.Yaml => bytes.IndexOf("kind"u8) >= 0 || MayHoldScripts(bytes) || TextDecoder.IsWide(bytes),
        FileKind.Json => bytes.IndexOf("kind"u8) >= 0 || IsDeployment(bytes) || TextDecoder.IsWide(bytes),
        FileKind.Script => bytes.IndexOf("az"u8) >= 0 || MayBeIncluded(bytes) || TextDecoder.IsWide(bytes),
        FileKind.Makefile => bytes.IndexOf("az"u8) >= 0 || NamesScript(bytes) || TextDecoder.IsWide(bytes),
        FileKind.Dockerfile or FileKind.Markdown => bytes.IndexOf("az"u8) >= 0 || TextDecoder.IsWide(bytes),
        FileKind.PowerShell or FileKind.Cmd => HoldsAzInAnyCase(bytes) || MayBeIncluded(bytes) || TextDecoder.IsWide(bytes),
        FileKind.Other => false,
        _ => true,
    };

    /// <summary>What every workflow or pipeline has that runs something, and every template, action and list of variables such a file is made of.</summary>
    private static bool MayHoldScripts(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf("steps"u8) >= 0 || bytes.IndexOf("script"u8) >= 0 || bytes.IndexOf("jobs"u8) >= 0 || bytes.IndexOf("stages"u8) >= 0
        || bytes.IndexOf("hooks:"u8) >= 0 || bytes.IndexOf("variables"u8) >= 0 || bytes.IndexOf("include:"u8) >= 0 || bytes.IndexOf("template"u8) >= 0;

    /// <summary>A small script without <c>az</c> may still hold the variables of one that includes it, what one calls to deploy, or the call of another.</summary>
    private static bool MayBeIncluded(ReadOnlySpan<byte> bytes) =>
        bytes.Length <= MaxIncludedSize && (bytes.Contains((byte)'=') || bytes.IndexOf("kubectl"u8) >= 0 || bytes.IndexOf("helm"u8) >= 0 || NamesScript(bytes));

    private static bool NamesScript(ReadOnlySpan<byte> bytes) =>
        bytes.IndexOf(".sh"u8) >= 0 || bytes.IndexOf(".ps1"u8) >= 0 || bytes.IndexOf(".cmd"u8) >= 0 || bytes.IndexOf(".bat"u8) >= 0 || bytes.IndexOf(".bash"u8) >= 0;

    private static bool HoldsAzInAnyCase(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOfAny((byte)'a', (byte)'A') is var index and >= 0 && index + 1 < bytes.Length)
        {
            if (bytes[index + 1] is (byte)'z' or (byte)'Z')
                return true;
            bytes = bytes[(index + 1)..];
        }

        return false;
    }

    // The schema of an ARM template or of its parameters.
    private static bool IsDeployment(ReadOnlySpan<byte> bytes) => bytes.IndexOf("eploymentTemplate"u8) >= 0 || bytes.IndexOf("eploymentParameters"u8) >= 0;

    private static bool Is(ReadOnlySpan<char> extension, string expected) => extension.Equals(expected, StringComparison.OrdinalIgnoreCase);
}
