#pragma warning disable IDE0130 // MSBuild knows the attribute by its full name, so that a task need not reference the newest MSBuild.
namespace Microsoft.Build.Framework;

/// <summary>Says that the task depends on no state of the process, so that multi-threaded builds run it in their own.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
