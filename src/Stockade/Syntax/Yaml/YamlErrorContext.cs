using YamlDotNet.Core.Events;

namespace Stockade.Syntax.Yaml;

/// <summary>What had been read when a document broke: the last event with the offset of its end, and where the innermost flow collection opens.</summary>
internal readonly record struct YamlErrorContext(int LastEnd, ParsingEvent? LastEvent, int? OpenFlow);
