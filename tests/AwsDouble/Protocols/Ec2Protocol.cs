using System.Text.Json.Nodes;
using System.Xml.Linq;
using CostTool.AwsDouble.Faults;
using CostTool.AwsDouble.Models;

namespace CostTool.AwsDouble.Protocols;

/// <summary>EC2's own kind of form and XML: members of another case, no wrapper, other errors.</summary>
internal sealed class Ec2Protocol : QueryProtocol
{
    public override WireAnswer Encode(ModelOperation operation, ServiceModel model, JsonObject answer, string requestId)
    {
        XNamespace space = ServiceModel.Text(model.Metadata, "xmlNamespace");
        var root = new XElement(space + $"{operation.Name}Response", new XElement(space + "requestId", requestId));
        if (operation.Output is { } output) root.Add(XmlBody.Members(answer, model.Place(output), space));
        return Xml(200, root);
    }

    public override WireAnswer Error(ServiceModel? model, ServiceErrorException error, string requestId) =>
        Xml(error.Status ?? 400, new XElement("Response",
            new XElement("Errors", new XElement("Error", new XElement("Code", error.Code), new XElement("Message", error.Message))),
            new XElement("RequestID", requestId)));

    protected override FormDialect Reading => FormDialect.Ec2;

    protected override (string Code, int Status) Words(CommonError error) => error switch
    {
        CommonError.Throttling => ("RequestLimitExceeded", 503),
        CommonError.Internal => ("InternalError", 500),
        CommonError.ExpiredToken => ("RequestExpired", 400),
        CommonError.MissingSignature => ("AuthFailure", 401),
        CommonError.WrongScope => ("AuthFailure", 401),
        CommonError.Malformed or CommonError.Invalid => ("InvalidParameterValue", 400),
        _ => base.Words(error),
    };
}
