using System.Text.Json.Nodes;
using System.Xml.Linq;
using CostTool.AwsDouble.Faults;
using CostTool.AwsDouble.Models;

namespace CostTool.AwsDouble.Protocols;

/// <summary>A form with an <c>Action</c>, answered in XML.</summary>
internal class QueryProtocol : Protocol
{
    public override JsonObject Decode(ModelOperation operation, ServiceModel model, ArrivedRequest request)
    {
        var fields = FormField.Tree(request.Form.Count > 0 ? request.Form : request.Query);
        var decoded = operation.Input is { } input ? new FormReader(Reading).Structure(fields, model.Place(input)) : [];
        if (fields.Unread() is { } unknown) throw new ServiceErrorException("UnknownParameter", $"The parameter {unknown} is not recognized");
        return decoded;
    }

    public override WireAnswer Encode(ModelOperation operation, ServiceModel model, JsonObject answer, string requestId)
    {
        XNamespace space = ServiceModel.Text(model.Metadata, "xmlNamespace");
        var root = new XElement(space + $"{operation.Name}Response");
        if (operation.Output is { } output)
        {
            var result = ServiceModel.Text(output, "resultWrapper") is { Length: > 0 } wrapper ? new XElement(space + wrapper) : root;
            result.Add(XmlBody.Members(answer, model.Place(output), space));
            if (result != root) root.Add(result);
        }

        root.Add(new XElement(space + "ResponseMetadata", new XElement(space + "RequestId", requestId)));
        return Xml(200, root);
    }

    public override WireAnswer Error(ServiceModel? model, ServiceErrorException error, string requestId)
    {
        XNamespace space = model is null ? "" : ServiceModel.Text(model.Metadata, "xmlNamespace");
        var (code, status) = Named(model, error);
        return Xml(status, new XElement(space + "ErrorResponse",
            new XElement(space + "Error",
                new XElement(space + "Type", status < 500 ? "Sender" : "Receiver"),
                new XElement(space + "Code", code),
                new XElement(space + "Message", error.Message),
                error.Members.Select(member => new XElement(space + member.Name, member.Value))),
            new XElement(space + "RequestId", requestId)));
    }

    protected virtual FormDialect Reading => FormDialect.Query;

    protected override (string Code, int Status) Words(CommonError error) => error switch
    {
        CommonError.Throttling => ("Throttling", 400),
        CommonError.Internal => ("InternalFailure", 500),
        CommonError.ExpiredToken => ("ExpiredToken", 403),
        CommonError.MissingSignature => ("MissingAuthenticationToken", 403),
        CommonError.WrongScope => ("SignatureDoesNotMatch", 403),
        CommonError.UnknownOperation => ("InvalidAction", 400),
        CommonError.Malformed => ("MalformedInput", 400),
        CommonError.Invalid => ("ValidationError", 400),
        _ => throw new ArgumentOutOfRangeException(nameof(error)),
    };

    /// <summary>The code and the status that the model gives to the shape of an error.</summary>
    protected static (string Code, int Status) Named(ServiceModel? model, ServiceErrorException error)
    {
        if (model?.FindShape(error.Code) is not { } shape || ServiceModel.Member(shape, "error") is not { } named) return (error.Code, error.Status ?? 400);
        return (ServiceModel.Text(named, "code"), error.Status ?? ServiceModel.Member(named, "httpStatusCode")?.GetInt32() ?? 400);
    }

    protected static WireAnswer Xml(int status, XElement root) => new(status, "text/xml", root.ToString(SaveOptions.DisableFormatting));
}
