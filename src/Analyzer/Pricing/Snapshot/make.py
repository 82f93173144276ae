#!/usr/bin/env python3
"""Makes the built-in price snapshot from a folder of collected price facts.

    python3 make.py FOLDER [OUT]

FOLDER holds fargate.csv, fargate_spot_history.csv, ec2_ondemand.csv, ec2_instance_types.csv, ec2_spot_sample.csv,
ec2_spot_snapshot_2024-05-14.csv, ec2_spot_price_history.csv, ec2_spot_az_sample.csv and other.csv. OUT defaults to the folder of this
script. The same input gives the same bytes. README.md beside this script explains the files and the rules; the figures it quotes are
printed by a run.
"""
import csv
import os
import statistics
import sys
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal as D

HOME = "us-east-1"

# Secondary items wanted in every region. The data know them in some regions only; `spread` writes the rest.
SPREAD = [
    "alb-hour", "alb-lcu-hour", "athena-data-scanned", "cloudwatch-alarm-standard", "cloudwatch-custom-metric", "cloudwatch-logs-ingestion-standard",
    "cloudwatch-logs-storage", "ebs-gp3-storage", "ecr-private-storage", "eks-control-plane-standard", "eks-extended-support-surcharge",
    "eventbridge-custom-events", "eventbridge-scheduler-invocations", "inter-az-data-transfer", "internet-egress-first-10tb",
    "nat-gateway-data", "nat-gateway-hour", "public-ipv4-hour", "secrets-manager-secret", "sqs-standard-requests",
    "vpc-gateway-endpoint-hour", "vpc-interface-endpoint-data", "vpc-interface-endpoint-hour",
]
EPHEMERAL = "fargate ephemeral-gb-hour"


def rows(name):
    with open(os.path.join(FOLDER, name), newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def plain(value):
    """A decimal without exponent and trailing zeros."""
    text = format(D(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def rounded(value, decimals):
    return D(value).quantize(D(1).scaleb(-decimals), ROUND_HALF_UP)


def percent(value, decimals=0):
    return f"{float(value) * 100:+.{decimals}f} %"


def quantile(sorted_values, q):
    return sorted_values[min(len(sorted_values) - 1, int(q * len(sorted_values)))]


def kind_of(text):
    return text.split("-")[0]


class Book:
    """Collects price rows and the evidence they share."""

    def __init__(self):
        self.evidence = set()
        self.prices = defaultdict(dict)
        self.ec2 = defaultdict(dict)

    def because(self, kind, date, source, note=""):
        entry = (kind, date or "undated", " ".join(source.split()), " ".join(note.split()))
        self.evidence.add(entry)
        return entry

    def add(self, region, price_id, unit, usd, evidence, low="", high=""):
        if price_id in self.prices[region]:
            raise SystemExit(f"{price_id} twice")
        self.prices[region][price_id] = (unit, usd, low, high, evidence)


def fargate(book):
    """Fargate rows as they are; Spot rows get the low and high of every date seen. Returns the rates by region, os, arch, unit, purchase."""
    rates = {}
    data = [r for r in rows("fargate.csv") if not r["purchase"].endswith("superseded")]
    for r in data:
        rates[r["region"], r["os"], r["arch"], r["unit"], r["purchase"]] = D(r["usd"])

    seen = defaultdict(list)
    for r in rows("fargate_spot_history.csv"):
        seen[r["region"], r["arch"], r["unit"]].append((r["date"], D(r["usd"])))
    # How far the feed of another date lies from today's, over all regions; the band of a rate seen at one date only.
    ratios = sorted(
        usd / rates[region, "LINUX", arch, unit, "spot"]
        for (region, arch, unit), values in seen.items()
        for date, usd in values if date.startswith("2021"))
    far = (quantile(ratios, 0.1), quantile(ratios, 0.9))
    print(f"Fargate Spot 2021 against 2026: {len(ratios)} pairs, ratio p10 {far[0]:.3f}, median {quantile(ratios, 0.5):.3f}, p90 {far[1]:.3f}")

    for r in data:
        region, os_, arch, unit, purchase = key = r["region"], r["os"], r["arch"], r["unit"], r["purchase"]
        price_id = "/".join(["fargate", region, os_.lower(), arch.lower(), unit, purchase])
        usd, low, high, note = D(r["usd"]), "", "", r["note"]
        if purchase == "spot":
            own = seen[region, arch, unit]
            base = rates.get((region, os_, arch, unit, "on-demand"))
            if len({date for date, _ in own}) > 1:
                values = [v for _, v in own] + [usd]
                how = "low and high: all dates seen, 2021-01 to 2026-09"
            elif arch == "ARM64" and len({date for date, _ in seen[region, "X86_64", unit]}) > 1 and base:
                x86 = rates[region, "LINUX", "X86_64", unit, "on-demand"]
                values = [base * v / x86 for _, v in seen[region, "X86_64", unit]] + [usd]
                how = "low and high: the x86 range of 2021-01 to 2026-09 as a share of on-demand"
            else:
                values = [usd * far[0], usd * far[1], usd]
                how = f"low and high: x {far[0]:.2f} and x {far[1]:.2f}, how far the 2021 feed lies from the 2026 one in the middle 80 % of regions"
            low, high = rounded(min(values), 8), rounded(min(max(values), base) if base else max(values), 8)
            note = "; ".join(filter(None, [note, how]))
        book.add(region, price_id, unit, usd, book.because(kind_of(r["kind"]), r["date"], r["source"], note), low, high)
    return rates


def ec2(book):
    """On-demand prices and, where any Spot observation exists, a Spot band. Returns the on-demand prices by region and type."""
    on_demand = defaultdict(dict)
    for r in rows("ec2_ondemand.csv"):
        note = "per-unit price of the family x size" if r["kind"] == "derived-linear" else r["note"]
        evidence = book.because(kind_of(r["kind"]), r["as_of"], r["source"], note)
        on_demand[r["region"]][r["instance_type"]] = D(r["usd_per_hour"])
        book.ec2[r["region"]][r["instance_type"]] = [D(r["usd_per_hour"]), evidence, "", "", "", None, ""]

    advisor = {(r["region"], r["instance_type"]): r for r in rows("ec2_spot_sample.csv")}
    day = {(r["region"], r["instance_type"]): D(r["spot_usd_per_hour"]) for r in rows("ec2_spot_snapshot_2024-05-14.csv")}
    history, zones = defaultdict(list), defaultdict(list)
    for r in rows("ec2_spot_price_history.csv"):
        history[r["region"], r["instance_type"]].append(D(r["usd_per_hour"]))
    for r in rows("ec2_spot_az_sample.csv"):
        zones[r["region"], r["instance_type"]].append(D(r["spot_usd_per_hour"]))

    def centre_of(key):
        return on_demand[key[0]][key[1]] * (1 - D(advisor[key]["savings_pct"]) / 100)

    pairs = [k for k in advisor if k in day and k[1] in on_demand[k[0]] and centre_of(k) > 0]
    ratios = sorted(day[k] / centre_of(k) for k in pairs)
    far = (quantile(ratios, 0.1), quantile(ratios, 0.9))
    print(f"EC2 Spot 2024-05-14 price against Spot Advisor 2025-06-28 x on-demand: {len(ratios)} pairs, ratio p10 {far[0]:.3f}, median {quantile(ratios, 0.5):.3f}, p90 {far[1]:.3f}")

    for region, types in book.ec2.items():
        for name, row in types.items():
            key, price = (region, name), row[0]
            seen, parts = [], []
            if key in advisor and D(advisor[key]["savings_pct"]) > 0:
                centre = centre_of(key)
                kind, date, source = "derived", advisor[key]["date"], "on-demand of this book x (1 - savings of the Spot Advisor), alexei-led/spotinfo spot-advisor-data.json"
            elif key in day:
                centre = min(day[key], price)
                kind, date, source = "sourced", "2024-05-14", "coroot/cloud-pricing gh-pages, Spot price of 2024-05-14"
            else:
                continue
            if key in day:
                seen.append(day[key])
                parts.append("the price of 2024-05-14")
            if key in history:
                seen += history[key]
                parts.append("daily prices 2024-01-09 to 2024-05-14")
            if key in zones:
                seen += zones[key]
                parts.append("undated prices per zone (skypilot-catalog)")
            if not (kind == "derived" and seen) and len(seen) < 2:
                seen += [centre * far[0], centre * far[1]]
                note = f"low and high: x {far[0]:.2f} and x {far[1]:.2f}, the middle 80 % of 2024-05-14 prices against Spot Advisor prices of 2025-06-28"
            else:
                note = "low and high: this price, " + ", ".join(parts)
            seen.append(centre)
            row[2] = rounded(centre, 6)
            row[3] = min(rounded(min(seen), 6), row[2])
            row[4] = max(min(rounded(max(seen), 6), price), row[2])
            row[5] = book.because(kind, date, source, note)
            row[6] = advisor[key]["interruption_band"] if key in advisor else ""
    return on_demand


def other(book):
    """Rows of other.csv as they are. Returns value, unit, date by item and region."""
    known = defaultdict(dict)
    for r in rows("other.csv"):
        item = r["item"].lower()
        if item.endswith("-superseded"):
            continue
        note = r["note"]
        if r["region"] == "any":
            note = "S3 and DynamoDB gateway endpoints carry no charge; no price document looked up"
        known[item, r["unit"]][r["region"]] = D(r["usd"])
        if item.startswith("compute-sp-fargate-"):
            arch, unit = r["unit"].split(" ")
            book.add(r["region"], f"{item}/{r['region']}/{arch.lower()}/{unit}", unit, D(r["usd"]), book.because(r["kind"], r["date"], r["source"], note))
        elif r["region"] != "any":
            source = r["source"] or "same value in every region seen"
            if not r["source"]:
                note = ""
            book.add(r["region"], f"{item}/{r['region']}", r["unit"], D(r["usd"]), book.because(r["kind"], r["date"], source, note))
    return known


def athena(book, known):
    """No collected price list has it; line items of a public bill do, with unit and rate."""
    item, unit, usd = "athena-data-scanned", "TB", D("5")
    known[item, unit][HOME] = usd
    source = "line items USE1-DataScannedInTB of the sample reports of awslabs/aws-well-architected-labs, 2018-10 and 2018-11"
    book.add(HOME, f"{item}/{HOME}", unit, usd, book.because("sourced", "2018-11", source, "at least 10 MB a query; cancelled queries are charged, failed ones are not"))


# US dollars for 1,000 state transitions of Standard workflows, by region, as the page lists them.
STEP_FUNCTIONS = {
    "us-east-1": "0.0250", "us-east-2": "0.0250", "us-west-2": "0.0250", "us-west-1": "0.0279", "ca-central-1": "0.0250", "sa-east-1": "0.0375",
    "us-gov-east-1": "0.0300", "us-gov-west-1": "0.0300", "eu-west-1": "0.0250", "eu-central-1": "0.0250", "eu-west-2": "0.0250", "eu-west-3": "0.0297",
    "eu-north-1": "0.0250", "ap-southeast-1": "0.0250", "ap-northeast-1": "0.0250", "ap-southeast-2": "0.0250", "ap-northeast-2": "0.0271", "ap-south-1": "0.0285",
}


def step_functions(book):
    """State transitions per million; regions that the page does not list get the dearest of those that it does, so that no cost is understated."""
    dearest = max(map(D, STEP_FUNCTIONS.values()))
    for region in sorted(set(book.prices) | set(book.ec2)):
        listed = STEP_FUNCTIONS.get(region)
        evidence = book.because("sourced", "", "aws.amazon.com/step-functions/pricing, table of state transitions", "the free tier of 4,000 a month is left out") if listed else \
            book.because("unverified", "", "the dearest of the 18 regions that aws.amazon.com/step-functions/pricing lists", "11 of the 18 cost 25 USD a million")
        book.add(region, f"step-functions-state-transitions/{region}", "million", (D(listed) if listed else dearest) * 1000, evidence)


def spread(book, known, rates, on_demand):
    """Secondary items where the data lack a region: the common value, or us-east-1's scaled by how dear the region is."""
    fargate_index = {r: usd / rates[HOME, "LINUX", "X86_64", "vcpu-hour", "on-demand"]
                     for (r, o, a, u, p), usd in rates.items() if (o, a, u, p) == ("LINUX", "X86_64", "vcpu-hour", "on-demand")}
    ec2_index = {r: statistics.median([usd / on_demand[HOME][t] for t, usd in types.items() if t in on_demand[HOME]])
                 for r, types in on_demand.items()}
    regions = sorted(set(book.prices) | set(book.ec2))

    items = {item: (unit, values) for (item, unit), values in known.items() if item in SPREAD}
    items[EPHEMERAL] = ("ephemeral-gb-hour", {r: usd for (r, o, a, u, p), usd in rates.items() if u == "ephemeral-gb-hour"})
    varying = {i for i, (u, v) in items.items() if max(v.values()) > D("1.01") * min(v.values())}

    def errors(index, item):
        unit, values = items[item]
        return {r: values[HOME] * index[r] / usd - 1 for r, usd in sorted(values.items()) if r != HOME and r in index}

    bounds = {}
    for name, index in (("Fargate x86 vCPU price", fargate_index), ("median EC2 on-demand price", ec2_index)):
        every = sorted(e for item in varying for e in errors(index, item).values())
        bounds[name] = (len(every), every[0], every[-1], statistics.median(map(abs, every)))
        print(f"scaling by {name}: {len(every)} known rows, off by {percent(every[0])} to {percent(every[-1])}, median {percent(bounds[name][3])[1:]}")

    for item, (unit, values) in sorted(items.items()):
        for region in regions:
            price_id = f"fargate/{region}/any/any/ephemeral-gb-hour/on-demand" if item == EPHEMERAL else f"{item}/{region}"
            if price_id in book.prices[region] or (item == EPHEMERAL and not any(r == region for r, *_ in rates)):
                continue
            if item not in varying:
                usd, count = statistics.mode(sorted(values.values())), len(values)
                if "any" in values:
                    evidence = book.because("unverified", "", "stated for all regions", "S3 and DynamoDB gateway endpoints carry no charge; no price document looked up")
                elif count == 1:
                    evidence = book.because("unverified", "", f"value of {next(iter(values))}, the only region seen")
                else:
                    evidence = book.because("derived", "", f"same value in all {count} regions seen ({', '.join(sorted(values))})")
            else:
                name, index = ("Fargate x86 vCPU price", fargate_index) if region in fargate_index else ("median EC2 on-demand price", ec2_index)
                if region not in index:
                    continue
                count, low, high, middle = bounds[name]
                usd = rounded(values[HOME] * index[region], 6)
                own = ", ".join(f"{r} {percent(e)}" for r, e in errors(index, item).items() if r != HOME)
                evidence = book.because(
                    "unverified", "",
                    f"{HOME} value x the region's {name} over {HOME}'s; on {count} known rows of such items the rule is off by {percent(low)} to {percent(high)}, median {percent(middle)[1:]}",
                    f"of this item: {own}")
            book.add(region, price_id, unit, usd, evidence)


def savings_plans(book, known, rates):
    """Compute Savings Plan rates of Fargate in the other regions: on-demand x us-east-1's share of on-demand."""
    terms = defaultdict(dict)
    for (item, unit), values in known.items():
        if item.startswith("compute-sp-fargate-") and HOME in values:
            arch, unit = unit.split(" ")
            terms[item, arch][unit] = values[HOME]
    for (item, arch), units in sorted(terms.items()):
        for region in sorted({r for r, *_ in rates}):
            for unit in ("gb-hour", "vcpu-hour"):
                base = rates.get((region, "LINUX", arch, unit, "on-demand"))
                price_id = f"{item}/{region}/{arch.lower()}/{unit}"
                if base is None or price_id in book.prices[region]:
                    continue
                of = unit if unit in units else "vcpu-hour"
                share = units[of] / rates[HOME, "LINUX", arch, of, "on-demand"]
                kind = "derived" if region == HOME else "unverified"
                source = f"on-demand x the share that the {of} plan rate is of on-demand in {HOME} (offer of 2026-09-25)"
                book.add(region, price_id, unit, rounded(base * share, 8), book.because(kind, "2026-09-25", source))


def write(book):
    keys = {entry: str(number) for number, entry in enumerate(sorted(book.evidence), 1)}
    regions = sorted(set(book.prices) | set(book.ec2))
    date = max(d for _, d, _, _ in book.evidence if len(d) == 10)

    def table(name, header, body):
        path = os.path.join(OUT, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header)
            writer.writerows(body)

    table("book.csv", ["name", "value"], [["snapshot_date", date]] + [["region", r] for r in regions])
    table("sources.csv", ["key", "kind", "dated", "source", "note"], [[keys[e], *e] for e in sorted(book.evidence)])
    for region in regions:
        table(f"prices/{region}.csv", ["price_id", "unit", "usd", "low_usd", "high_usd", "source"],
              [[i, unit, plain(usd), low and plain(low), high and plain(high), keys[e]]
               for i, (unit, usd, low, high, e) in sorted(book.prices[region].items())])
        if region in book.ec2:
            table(f"ec2/{region}.csv",
                  ["instance_type", "usd", "source", "spot_usd", "spot_low_usd", "spot_high_usd", "spot_source", "interruption_band"],
                  [[name, plain(usd), keys[e], *(plain(v) if v != "" else "" for v in (spot, low, high)), keys[se] if se else "", band]
                   for name, (usd, e, spot, low, high, se, band) in sorted(book.ec2[region].items())])
    table("instance_types.csv", ["instance_type", "vcpu", "memory_mib", "architecture", "max_pods", "bare_metal"],
          sorted([r["instance_type"], r["vcpu"], plain(r["memory_mib"]), {"amd64": "x86_64"}.get(r["arch"], r["arch"]), r["max_pods"], r["bare_metal"]]
                 for r in rows("ec2_instance_types.csv")))
    spot = sum(1 for types in book.ec2.values() for row in types.values() if row[5])
    print(f"{date}: {len(regions)} regions, {sum(map(len, book.ec2.values()))} EC2 on-demand prices in {len(book.ec2)}, {spot} Spot bands, "
          f"{sum(map(len, book.prices.values()))} other prices, {len(book.evidence)} sources")


def main():
    book = Book()
    rates = fargate(book)
    on_demand = ec2(book)
    known = other(book)
    athena(book, known)
    spread(book, known, rates, on_demand)
    savings_plans(book, known, rates)
    step_functions(book)
    write(book)


FOLDER = sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__)
OUT = sys.argv[2] if len(sys.argv) > 2 else os.path.dirname(os.path.abspath(__file__))
main()
