namespace Myelin.Onnx;

/// <summary>An attribute that holds a graph, a sparse tensor or a type. It is not read: no operator that is known here has one.</summary>
/// <param name="Kind">the attribute's type as numbered in files (onnx.proto, AttributeProto.AttributeType)</param>
sealed record OnnxSubgraph(int Kind);
