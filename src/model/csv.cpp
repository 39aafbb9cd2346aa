// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The columns and cells of a record's CSV form.
#include "base/error.hpp"
#include "model/record.hpp"
#include "model/visit.hpp"

namespace entente::model {

namespace {

struct Columns {
  std::vector<std::string> names;
  template <class T>
  void operator()(const char* name, const T&, const Rule& rule) {
    if (rule.column) names.emplace_back(name);
  }
};

/// One cell: an item of a list is what tells it apart, its parts joined by a space.
struct Cell {
  std::string_view language;
  std::string str(const std::string& s) const { return s; }
  std::string str(const base::Text& t) const { return std::string(t.str(language)); }
  std::string str(const base::Uuid& id) const { return id.is_nil() ? std::string() : id.str(); }
  std::string str(const base::PartialDate& d) const { return d.str(); }
  std::string str(const base::Decimal& d) const { return d.str(); }
  std::string str(std::int64_t n) const { return std::to_string(n); }
  std::string str(const base::Money& m) const {
    return m.currency.empty() ? m.amount.str() : m.amount.str() + " " + m.currency;
  }
  std::string str(const Identifier& i) const { return i.scheme + ":" + i.value; }
  std::string str(const Goal& g) const { return g.framework + ":" + g.code; }
  std::string str(const Field& f) const { return with_share(f.code, f.percentage); }
  std::string str(const Place& p) const {
    return with_share(p.code.empty() ? std::string(p.name.str(language)) : p.code, p.percentage);
  }
  std::string str(const Classification& c) const {
    auto named = c.kind;
    if (!c.code.empty()) named += ":" + (c.vocabulary.empty() ? "" : c.vocabulary + "/") + c.code;
    if (!c.weight.empty()) named += "=" + c.weight;
    return with_share(std::move(named), c.percentage);
  }
  std::string str(const PartyRef& p) const { return p.organisation ? p.organisation->str() : p.name; }
  /// What has no text form is no column: fields() marks it so, and a test holds the two together.
  std::string str(const HasFields auto&) const { return {}; }
  template <class T>
  std::string str(const std::optional<T>& value) const {
    return value ? str(*value) : std::string();
  }
  template <class T>
  std::string str(const std::vector<T>& list) const {
    std::string all;
    for (const auto& item : list) {
      const auto cell = str(item);
      if (cell.empty()) continue;
      if (!all.empty()) all += "; ";
      all += cell;
    }
    return all;
  }
  static std::string with_share(std::string name, const std::optional<base::Decimal>& share) {
    return share ? std::move(name) + " " + share->str() + "%" : std::move(name);
  }
};

struct Cells {
  Cell cell;
  std::vector<std::string> values;
  template <class T>
  void operator()(const char*, const T& value, const Rule& rule) {
    if (rule.column) values.push_back(cell.str(value));
  }
};

template <class T>
std::vector<std::string> columns_of() {
  Columns columns;
  const T value;
  T::fields(value, columns);
  return columns.names;
}

}  // namespace

std::vector<std::string> csv_columns(std::string_view type) {
  if (type == Organisation::kType) return columns_of<Organisation>();
  if (type == Partnership::kType) return columns_of<Partnership>();
  if (type == Participation::kType) return columns_of<Participation>();
  if (type == Confirmation::kType) return columns_of<Confirmation>();
  if (type == Commitment::kType) return columns_of<Commitment>();
  if (type == Delivery::kType) return columns_of<Delivery>();
  if (type == Attestation::kType) return columns_of<Attestation>();
  if (type == Result::kType) return columns_of<Result>();
  if (type == Finances::kType) return columns_of<Finances>();
  if (type == NationalPlan::kType) return columns_of<NationalPlan>();
  if (type == Guidance::kType) return columns_of<Guidance>();
  if (type == Acknowledgement::kType) return columns_of<Acknowledgement>();
  if (type == Capacity::kType) return columns_of<Capacity>();
  if (type == Report::kType) return columns_of<Report>();
  if (type == ReportingRhythm::kType) return columns_of<ReportingRhythm>();
  if (type == Appeal::kType) return columns_of<Appeal>();
  if (type == HostAnswer::kType) return columns_of<HostAnswer>();
  if (type == Erasure::kType) return columns_of<Erasure>();
  if (type == FileRemoval::kType) return columns_of<FileRemoval>();
  if (type == ConcernNotice::kType) return columns_of<ConcernNotice>();
  if (type == SealedDecision::kType) return columns_of<SealedDecision>();
  if (type == Agreement::kType) return columns_of<Agreement>();
  if (type == Signature::kType) return columns_of<Signature>();
  if (type == SigningKey::kType) return columns_of<SigningKey>();
  if (type == PartyStatement::kType) return columns_of<PartyStatement>();
  if (type == Governance::kType) return columns_of<Governance>();
  throw base::NotFound("record type '" + std::string(type) + "'", "is not one this version knows");
}

std::vector<std::string> csv_cells(const Record& record, std::string_view language) {
  Cells cells{{language}, {}};
  std::visit([&](const auto& r) { std::decay_t<decltype(r)>::fields(r, cells); }, record);
  return std::move(cells.values);
}

}  // namespace entente::model
