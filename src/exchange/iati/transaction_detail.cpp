// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/transaction_detail.hpp"

#include <algorithm>
#include <array>

#include "exchange/iati/codes.hpp"
#include "exchange/iati/places.hpp"
#include "model/published_limits.hpp"

namespace entente::exchange::iati {

namespace {

constexpr std::string_view kChannel = "channel", kTransactionSector = "sector", kModality = "aid_type";

/// Those that a transaction has of its own, in the schema's order; its sectors and places stand before them.
constexpr std::array kTypes{Code{"flow-type", "flow_type"}, Code{"finance-type", "finance_type"},
                            Code{"aid-type", "aid_type"}, Code{"tied-status", "tied_status"}};

}  // namespace

TransactionDetail::TransactionDetail(const Element& transaction) {
  read_humanitarian(transaction, classifications);
}

void TransactionDetail::read(const Element& child) {
  const auto name = child.name();
  if (name == "sector") return read_default(child, kTransactionSector, classifications);
  if (name == "disbursement-channel") return read_default(child, kChannel, classifications);
  if (const auto kind = ours(kTypes, name); !kind.empty()) return read_default(child, kind, classifications);
  const bool country = name == "recipient-country";
  if (!country && name != "recipient-region") return;
  auto& taken = child.reading().taken;
  const auto before = taken;
  auto place = country ? read_country(child) : read_region(child);
  if (place && places.size() < model::kMostPublished && model::fits(*place))
    places.push_back(std::move(*place));
  else
    taken = before;
}

void write_transaction_detail(const Classifications& all, const std::vector<model::Place>& places,
                              XmlText& xml) {
  // All of a transaction is of that sector and place: the schema has no shares here.
  const auto first_place = [&](std::string_view kind, auto write) {
    const auto found = std::ranges::find_if(
        places, [&](const model::Place& p) { return p.kind == kind && !p.code.empty(); });
    if (found == places.end()) return;
    auto whole = *found;
    whole.percentage.reset();
    write(whole, xml);
  };
  auto sectors = all;
  for (auto& sector : sectors) sector.percentage.reset();
  if (const auto channel = code_of(all, kChannel); !channel.empty())
    xml.empty("disbursement-channel", {{"code", channel}});
  write_list_codes(sectors, kTransactionSector, xml);
  first_place("country", write_country);
  first_place("region", write_region);
  for (const auto& one : kTypes) {
    if (one.ours != kModality) {
      if (const auto code = code_of(all, one.ours); !code.empty()) xml.empty(one.iati, {{"code", code}});
      continue;
    }
    for (const auto& c : all)
      if (c.kind == kModality && !c.code.empty())
        xml.empty(one.iati, {{"code", c.code}, {"vocabulary", c.vocabulary}});
  }
}

}  // namespace entente::exchange::iati
