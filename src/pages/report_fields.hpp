// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/messages.hpp"
#include "http/message.hpp"
#include "model/report.hpp"
#include "pages/view.hpp"

/// Internal to pages: what the form of a report holds, in the language of the page.
namespace entente::pages {

/// As typed.
struct ReportFields {
  struct Row {
    std::string key;        ///< of the figure it was typed for, see keys_of_rows()
    std::string indicator;  ///< what that one was called in the form
    std::string actual, remark;
  };
  std::string start, end, delivered, difficulties, lessons, reason;
  std::vector<Row> rows;  ///< in the order of the form
};

ReportFields fields_of_report(const model::Report&, std::string_view language);
ReportFields report_fields_of_form(const http::Parameters&);
/// Names each figure of a report by what it measures, whatever stands before it or is aimed at now.
std::vector<std::string> keys_of_rows(const model::Report&);
/// Tells the figures of one form from those of another.
std::string mark_of_rows(const model::Report&);
/// What a new report starts from, in the language of the page alone: nobody reports what they have not seen.
model::Report in_one_language(model::Report, std::string_view language);

/// Puts them into a report, each figure beside the indicator it was typed for. The key of a message where
/// they cannot.
std::string put_into(model::Report&, const ReportFields&, std::string_view language);

/// {start, end, texts, rows, some_rows, unmatched, some_unmatched} for the template of the form. `unmatched`
/// are the figures typed for indicators that the report does not have.
View report_fields_view(const ReportFields&, const model::Report& base, const base::Messages&);

}  // namespace entente::pages
