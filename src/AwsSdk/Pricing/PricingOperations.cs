using System.Text.Json;
using Amazon.Pricing.Model;
using CostTool.AwsSdk.Runtime;

namespace Amazon.Pricing;

/// <summary>The operations of the price list that are used, protocol JSON 1.1.</summary>
internal static class PricingOperations
{
    public static readonly AwsService Service = new("Pricing", "api.pricing", "pricing", "2017-10-15", "AWSPriceListService", "1.1");

    public static readonly ServiceErrors Errors = new(
        new Dictionary<string, ServiceError>(StringComparer.Ordinal)
        {
            ["ExpiredNextTokenException"] = (error, _) => new ExpiredNextTokenException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InternalErrorException"] = (error, _) => new InternalErrorException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidNextTokenException"] = (error, _) => new InvalidNextTokenException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["InvalidParameterException"] = (error, _) => new InvalidParameterException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
            ["NotFoundException"] = (error, _) => new NotFoundException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode),
        },
        error => new AmazonPricingException(error.Message, error.InnerException, error.Type, error.Code, error.RequestId, error.StatusCode));

    private static readonly JsonSerializerOptions Shapes = JsonShapes.Options(PricingJson.Default);

    public static readonly JsonOperation<DescribeServicesRequest, DescribeServicesResponse> DescribeServices =
        new(Service, nameof(DescribeServices), Shapes, Errors);

    public static readonly JsonOperation<GetProductsRequest, GetProductsResponse> GetProducts =
        new(Service, nameof(GetProducts), Shapes, Errors);
}
