namespace Myelin;

/// <summary>How the value of a field stands in a message of Protocol Buffers.</summary>
enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    StartGroup = 3,
    EndGroup = 4,
    Fixed32 = 5,
}
