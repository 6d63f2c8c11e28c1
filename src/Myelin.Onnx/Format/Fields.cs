namespace Myelin.Onnx;

/// <summary>The numbers of the fields of onnx.proto that are read or written.</summary>
static class Fields
{
    /// <summary>ModelProto</summary>
    public static class Model
    {
        public const int IrVersion = 1, Producer = 2, ProducerVersion = 3, Documentation = 6, Graph = 7, Opset = 8, Metadata = 14,
            Functions = 25;
    }

    /// <summary>OperatorSetIdProto</summary>
    public static class Opset
    {
        public const int Domain = 1, Version = 2;
    }

    /// <summary>StringStringEntryProto</summary>
    public static class Entry
    {
        public const int Key = 1, Value = 2;
    }

    /// <summary>GraphProto</summary>
    public static class Graph
    {
        public const int Node = 1, Name = 2, Initializer = 5, Input = 11, Output = 12, SparseInitializer = 15;
    }

    /// <summary>NodeProto</summary>
    public static class Node
    {
        public const int Input = 1, Output = 2, Name = 3, Operator = 4, Attribute = 5, Domain = 7;
    }

    /// <summary>AttributeProto</summary>
    public static class Attribute
    {
        public const int Name = 1, Float = 2, Integer = 3, Text = 4, Tensor = 5, Graph = 6, Floats = 7, Integers = 8, Texts = 9,
            Tensors = 10, Graphs = 11, TypeValue = 14, Types = 15, Type = 20, Reference = 21, SparseTensor = 22, SparseTensors = 23;
    }

    /// <summary>TensorProto</summary>
    public static class Tensor
    {
        public const int Dimensions = 1, Type = 2, Segment = 3, Floats = 4, Int32s = 5, Texts = 6, Int64s = 7, Name = 8, Raw = 9,
            Doubles = 10, UInt64s = 11, External = 13, Location = 14;
    }

    /// <summary>ValueInfoProto</summary>
    public static class Value
    {
        public const int Name = 1, Type = 2;
    }

    /// <summary>TypeProto</summary>
    public static class Type
    {
        public const int Tensor = 1;
    }

    /// <summary>TypeProto.Tensor</summary>
    public static class TensorType
    {
        public const int Element = 1, Shape = 2;
    }

    /// <summary>TensorShapeProto</summary>
    public static class Shape
    {
        public const int Dimension = 1;
    }

    /// <summary>TensorShapeProto.Dimension</summary>
    public static class Dimension
    {
        public const int Length = 1, Symbol = 2;
    }
}
