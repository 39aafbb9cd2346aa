// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/money_writer.hpp"

#include <algorithm>
#include <array>

#include "exchange/iati/codes.hpp"
#include "exchange/iati/transaction_detail.hpp"
#include "model/identifier.hpp"

namespace entente::exchange::iati {

namespace {

void write_amount(XmlText& xml, const base::Money& money, const std::string& otherwise) {
  xml.element("value", money.amount.str(),
              {{"currency", money.currency},
               {"value-date", money.value_date ? iati_day(*money.value_date, false) : otherwise}});
}

class TransactionWriter {
 public:
  TransactionWriter(const Bundle& bundle, XmlText& xml) : bundle_(bundle), xml_(xml) {}

  void transactions() {
    const auto known = [](int place, const model::PartyRef& named) {
      return place >= 0 || !named.name.empty();
    };
    for (const auto& part : bundle_.parts) {
      if (const auto* promise = std::get_if<model::Commitment>(&part.record);
          promise && promise->kind == "finance") {
        // Whoever is not named would be taken for the one who reports.
        if (known(part.giver, promise->giver))
          transaction(part, *promise, "2");
        else if (known(part.receiver, promise->receiver))
          transaction(part, *promise, "11");
      } else if (const auto* given = std::get_if<model::Delivery>(&part.record)) {
        const auto type = std::ranges::find_if(kTransactionTypes, [&](const TransactionType& t) {
          return !t.delivery.empty() && t.delivery == given->kind;
        });
        if (type == kTransactionTypes.end()) continue;
        const bool giver = known(part.giver, given->giver), receiver = known(part.receiver, given->receiver);
        if (type->reporter == Reporter::giver      ? giver
            : type->reporter == Reporter::receiver ? receiver
                                                   : giver || receiver)
          transaction(part, *given, type->code);
      }
    }
  }

 private:
  const model::Organisation& organisation(int place) const {
    return bundle_.organisations[static_cast<std::size_t>(place)].organisation;
  }

  /// A transaction has a day, an amount of money, and one whom it comes from or goes to.
  template <class T>
  void transaction(const NamedRecord& part, const T& record, std::string_view type) {
    if (!record.date || !record.value || record.value->currency.empty()) return;
    xml_.open("transaction",
              {{"ref", record.reference}, {"humanitarian", humanitarian_flag(record.classifications)}});
    xml_.empty("transaction-type", {{"code", type}});
    xml_.empty("transaction-date", {{"iso-date", iati_day(*record.date, false)}});
    write_amount(xml_, *record.value, iati_day(*record.date, false));
    xml_.narratives("description", record.description);
    party("provider-org", part.giver, record.giver, {"provider-activity-id", record.giver_activity});
    party("receiver-org", part.receiver, record.receiver, {"receiver-activity-id", record.receiver_activity});
    write_transaction_detail(record.classifications, record.places, xml_);
    xml_.close();
  }

  void party(std::string_view element, int place, const model::PartyRef& named, const OwnActivity& activity) {
    if (place >= 0) {
      write_body(xml_, element, organisation(place), {}, activity);
    } else if (!named.name.empty()) {
      xml_.open(element, {activity});
      xml_.element("narrative", named.name);
      xml_.close();
    }
  }

  const Bundle& bundle_;
  XmlText& xml_;
};

}  // namespace

std::string_view reference_of(const model::Organisation& organisation) {
  for (const auto& id : organisation.identifiers)
    if (id.scheme == model::kIatiOrganisation || id.scheme == model::kOrgId) return id.value;
  return {};
}

std::string_view type_of_body(std::string_view type) {
  static constexpr std::array kTypes{
      Code{"10", "government"},   Code{"11", "local_government"}, Code{"15", "other_public"},
      Code{"40", "un_entity"},    Code{"40", "multilateral"},     Code{"21", "international_ngo"},
      Code{"23", "regional_ngo"}, Code{"22", "national_ngo"},     Code{"30", "ppp"},
      Code{"60", "foundation"},   Code{"70", "private_sector"},   Code{"80", "academic"},
      Code{"90", "other"}};
  return theirs(kTypes, type);
}

void write_body(XmlText& xml, std::string_view element, const model::Organisation& who, std::string_view role,
                const OwnActivity& activity, std::string_view channel) {
  xml.narratives(element, who.name,
                 {{"ref", reference_of(who)},
                  {"type", type_of_body(who.type)},
                  {"role", role},
                  activity,
                  {"crs-channel-code", channel}});
}

std::string iati_day(const base::PartialDate& date, bool end) {
  return base::PartialDate::from_days(end ? date.last_day() : date.first_day()).str();
}

void write_budgets(const model::Partnership& partnership, XmlText& xml) {
  for (const auto& budget : partnership.budgets) {
    if (!budget.start || !budget.end || budget.value.currency.empty()) continue;
    xml.open("budget",
             {{"type", theirs(kBudgetType, budget.kind)}, {"status", theirs(kBudgetStatus, budget.status)}});
    xml.empty("period-start", {{"iso-date", iati_day(*budget.start, false)}});
    xml.empty("period-end", {{"iso-date", iati_day(*budget.end, true)}});
    write_amount(xml, budget.value, iati_day(*budget.start, false));
    xml.close();
  }
}

void write_planned_payments(const model::Partnership& partnership, XmlText& xml) {
  const auto party = [&xml](std::string_view element, const std::string& name, const OwnActivity& activity) {
    if (name.empty()) return;
    xml.open(element, {activity});
    xml.element("narrative", name);
    xml.close();
  };
  for (const auto& planned : partnership.planned_payments) {
    if (!planned.start || planned.value.currency.empty()) continue;
    xml.open("planned-disbursement", {{"type", theirs(kBudgetType, planned.kind)}});
    xml.empty("period-start", {{"iso-date", iati_day(*planned.start, false)}});
    if (planned.end) xml.empty("period-end", {{"iso-date", iati_day(*planned.end, true)}});
    write_amount(xml, planned.value, iati_day(*planned.start, false));
    party("provider-org", planned.giver, {"provider-activity-id", planned.giver_activity});
    party("receiver-org", planned.receiver, {"receiver-activity-id", planned.receiver_activity});
    xml.close();
  }
}

void write_transactions(const Bundle& bundle, XmlText& xml) {
  TransactionWriter(bundle, xml).transactions();
}

}  // namespace entente::exchange::iati
