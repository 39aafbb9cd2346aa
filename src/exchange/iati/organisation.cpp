// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/organisation.hpp"

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "exchange/faults.hpp"
#include "exchange/iati/activity_piece.hpp"
#include "exchange/iati/codes.hpp"
#include "exchange/iati/documents.hpp"
#include "exchange/iati/parties.hpp"
#include "exchange/iati/piece_document.hpp"
#include "exchange/iati/places.hpp"
#include "model/identifier.hpp"
#include "model/vocabulary.hpp"

namespace entente::exchange::iati {

namespace {

constexpr const char* kCorrectOrganisation = "Correct it at its source and send it again";

/// The elements that are amounts of the whole organisation, and what of ours they are.
constexpr std::array kOrganisationBudgets{
    Code{"total-budget", "total"},
    Code{"recipient-org-budget", "recipient_organisation"},
    Code{"recipient-region-budget", "recipient_region"},
    Code{"recipient-country-budget", "recipient_country"},
    Code{"total-expenditure", "expenditure"},
};

/// Reads the parts of one iati-organisation.
class OrganisationReader {
 public:
  explicit OrganisationReader(ReportedOrganisation& into) : into_(into), organisation_(into.organisation) {}

  void read(const Element& whole) {
    whole.take();
    whole.each([&](const Element& child) { part(child); });
    const bool named = !organisation_.name.empty();
    // Real files hold organisations without a name; the identifier is what is left to call them by.
    if (!named) organisation_.name.add("", identifier_);
    if (!identifier_.empty())
      organisation_.identifiers.push_back({std::string(model::kIatiOrganisation), identifier_});
    into_.key = key_of(organisation_);
    const auto reporter = key_of(reporter_);
    const bool by_itself = reported_ && reporter == into_.key;
    into_.naming = by_itself && named ? Naming::definition : Naming::mention;
    if (by_itself) organisation_.type = type_;
    model::Source source;
    source.stated_by = reporter_.name.str("en");
    organisation_.sources.push_back(source);
    finances_.origin = "iati-organisation/" + (reported_ ? reporter : std::string());
    source.date = whole.date("last-updated-datetime");
    finances_.sources.push_back(std::move(source));
    into_.finances = std::move(finances_);
  }

  const std::string& identifier() const { return identifier_; }

 private:
  void part(const Element& e) {
    const auto name = e.name();
    if (name == "organisation-identifier") {
      if (!identifier_.empty()) return;
      e.take();
      identifier_ = e.text();
    } else if (name == "name") {
      if (!organisation_.name.empty()) return;
      e.take();
      organisation_.name = e.narratives();
    } else if (name == "reporting-org") {
      reporting_org(e);
    } else if (name == "document-link") {
      if (auto document = read_document(e)) finances_.documents.push_back(std::move(*document));
    } else if (const auto kind = ours(kOrganisationBudgets, name); !kind.empty()) {
      budget(e, kind);
    }
  }

  void reporting_org(const Element& e) {
    const auto ref = e.attribute("ref");
    auto name = e.narratives();
    if (reported_ || (ref.empty() && name.empty())) return;
    reported_ = true;
    e.take();
    if (!ref.empty())
      reporter_.identifiers.push_back({std::string(model::kIatiOrganisation), std::string(ref)});
    reporter_.name = name.empty() ? base::Text("", ref) : std::move(name);
    type_ = model::organisation_type_of_iati(e.attribute("type"));
  }

  void budget(const Element& e, std::string_view kind) {
    model::OrganisationBudget budget;
    budget.kind = kind;
    const auto status = e.attribute("status");
    budget.status = ours(kBudgetStatus, status);
    bool valued = false;
    // What is taken counts only where the amount itself can be read.
    const auto before = e.reading().taken;
    e.each([&](const Element& child) {
      const auto name = child.name();
      if (name == "value" && !valued) {
        if (auto value = child.money()) {
          budget.value = std::move(*value);
          valued = true;
          child.take();
        }
      } else if (name == "period-start" && !budget.start) {
        if ((budget.start = child.date())) child.take();
      } else if (name == "period-end" && !budget.end) {
        if ((budget.end = child.date())) child.take();
      } else if (name == "recipient-org" && kind == "recipient_organisation") {
        if (!budget.recipient.empty() || !budget.recipient_name.empty()) return;
        budget.recipient = child.attribute("ref");
        budget.recipient_name = child.narratives();
        if (!budget.recipient.empty() || !budget.recipient_name.empty()) child.take();
      } else if (name == "recipient-region" && kind == "recipient_region" && !budget.place) {
        budget.place = read_region(child);
      } else if (name == "recipient-country" && kind == "recipient_country" && !budget.place) {
        budget.place = read_country(child);
      } else if (name == (kind == "expenditure" ? "expense-line" : "budget-line")) {
        if (auto line = budget_line(child)) budget.lines.push_back(std::move(*line));
      }
    });
    if (!valued) {
      e.reading().taken = before;
      return;
    }
    if (status.empty() || !budget.status.empty()) e.take();
    finances_.budgets.push_back(std::move(budget));
  }

  /// Nothing where its amount cannot be read.
  static std::optional<model::BudgetLine> budget_line(const Element& e) {
    std::optional<base::Money> value;
    e.each([&](const Element& child) {
      if (child.name() == "value" && !value && (value = child.money())) child.take();
    });
    if (!value) return std::nullopt;
    e.take();
    return model::BudgetLine{std::string(e.attribute("ref")), e.narratives(), std::move(*value)};
  }

  ReportedOrganisation& into_;
  model::Organisation& organisation_;
  model::Organisation reporter_;
  model::Finances finances_;
  std::string identifier_, type_ = "unknown";
  bool reported_ = false;
};

/// The first breach of the model's rules, in words; empty where there is none.
std::string first_breach(const ReportedOrganisation& reported) {
  for (const auto& record : {model::Record(reported.organisation), model::Record(*reported.finances)})
    for (const auto& fault : model::check(record))
      if (!is_for_the_register(fault)) return std::string(model::type_of(record)) + "." + in_words(fault);
  return {};
}

}  // namespace

std::variant<ReportedOrganisation, Refusal> read_organisation(const Piece& piece, const Root& root) {
  pugi::xml_document document;
  if (auto refusal = parse(piece, document)) return std::move(*refusal);
  auto reading = reading_of(document, root);
  const Element whole(reading.activity, reading);

  ReportedOrganisation reported;
  OrganisationReader reader(reported);
  reader.read(whole);
  if (reader.identifier().empty())
    return refuse(piece, 0, {}, "has no <organisation-identifier>, by which it could be found again",
                  "Give it one at its source and send it again");
  reported.at = {piece.line, piece.column};
  reported.original = standing_alone(piece.bytes, root);
  reported.finances->kept = model::Kept{std::string(kKeptAs), base::hex(base::sha256(reported.original)),
                                        whole.count() - reading.taken};
  if (const auto fault = first_breach(reported); !fault.empty())
    return refuse(piece, 0, reader.identifier(), "does not fit the register: its " + fault,
                  kCorrectOrganisation);
  return reported;
}

}  // namespace entente::exchange::iati
