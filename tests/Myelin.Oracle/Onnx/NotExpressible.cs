namespace Myelin.Oracle.Onnx;

/// <summary>An ONNX case asks for something that no network, loss or optimizer of the library is; the message says what.</summary>
sealed class NotExpressible(string reason) : Exception(reason);
