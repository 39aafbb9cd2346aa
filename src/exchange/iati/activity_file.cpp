// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/activity_file.hpp"

#include <algorithm>

#include "exchange/iati/activity_writer.hpp"
#include "exchange/iati/validation/checker.hpp"
#include "exchange/iati/validation/parser.hpp"

namespace entente::exchange::iati {

namespace v = validation;

struct ActivityFile::Check {
  const v::Standard& standard = v::Standard::current();
  v::Parser parser{standard};
  // Dates are no matter of the schema.
  v::Checker checker{standard, 0};
  v::Tree tree;
  std::vector<v::Finding> findings;

  bool fits(const std::string& activity) {
    findings.clear();
    std::uint32_t at = 0;
    if (parser.element(activity, at, standard.schema.activities(), tree) != v::Parsed::whole) return false;
    if (at != activity.size() || tree.nodes[0].place == v::kNowhere) return false;
    checker.check(tree, findings);
    return std::ranges::none_of(findings,
                                [&](const v::Finding& f) { return f.rule == &standard.schema_rule; });
  }
};

ActivityFile::ActivityFile() : check_(std::make_unique<Check>()) {}
ActivityFile::~ActivityFile() = default;

std::string_view ActivityFile::head() {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<iati-activities version=\"2.03\">\n";
}

std::string ActivityFile::tail() const {
  std::string tail = "</iati-activities>\n";
  if (unfit_ + others_ > 0)
    tail += "<!-- Left out: " + std::to_string(others_) + " that say too little for an activity of IATI, " +
            std::to_string(unfit_) + " that do not fit the schema. -->\n";
  return tail;
}

bool ActivityFile::take(const std::string& activity, std::uint64_t& left_out, std::string& out) {
  const bool fits = check_->fits(activity);
  ++(fits ? written_ : left_out);
  if (fits) out.append(activity).append("\n");
  return fits;
}

bool ActivityFile::add(const std::string& original, std::string& out) {
  return take(original, unfit_, out);
}

bool ActivityFile::add(const Born& born, std::string updated, std::string& out) {
  std::string text;
  write_activity(born, heading_of(born, std::move(updated)), text);
  text.pop_back();  // the element alone: what the schema is asked begins and ends with it
  return take(text, others_, out);
}

}  // namespace entente::exchange::iati
