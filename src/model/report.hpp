// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "model/values.hpp"

/// How a partnership reports: its rhythm, what its parties tell of a period, and an appeal against the mark
/// that follows from it. Records of the register like any other, which hang on their partnership.
namespace entente::model {

/// What was reached of one indicator. The names and figures it was held against are kept as they stood, so
/// that a report reads by itself when the result has changed since.
struct ReportedResult {
  std::optional<base::Uuid> result;
  base::Text indicator;
  std::string period, target, actual;
  base::Text remark;
  bool operator==(const ReportedResult&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("result", self.result, Rule{.about = "the result whose indicator it is"});
    v("indicator", self.indicator, Rule{.about = "what is measured", .required = true, .max = 20'000});
    v("period", self.period, Rule{.about = "the period of the target, as it stood", .max = 100});
    v("target", self.target, Rule{.about = "what was aimed at, as it stood", .max = 2'000});
    v("actual", self.actual, Rule{.about = "what was reached", .max = 2'000});
    v("remark", self.remark, Rule{.about = "in words", .max = 20'000});
  }
};

/// What a party reports of its partnership over a period. A draft until it is published.
struct Report {
  static constexpr std::string_view kType = "report";
  base::Uuid partnership, organisation;
  std::optional<base::PartialDate> start, end;
  base::Text delivered;
  std::vector<ReportedResult> results;
  base::Text difficulties, lessons;
  std::string state = "draft";
  std::string handed_in, published;  ///< RFC 3339; empty: not yet
  base::Text answer;                 ///< why it was returned
  /// Of a draft that corrects what was published: that report. Why it is corrected, and when that was handed
  /// in, stay with the report afterwards.
  std::optional<base::Uuid> corrects;
  base::Text reason;
  std::string corrected;
  base::Text withdrawn;
  bool operator==(const Report&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("organisation", self.organisation, Rule{.about = "the party that reports", .required = true});
    v("start", self.start, Rule{.about = "first day of its period"});
    v("end", self.end, Rule{.about = "last day of its period"});
    v("delivered", self.delivered, Rule{.about = "what was delivered, in words", .max = 20'000});
    v("results", self.results,
      Rule{.about = "what was reached, against what was aimed at", .items = 500, .column = false});
    v("difficulties", self.difficulties, Rule{.about = "what went wrong", .max = 20'000});
    v("lessons", self.lessons, Rule{.about = "what was learnt", .max = 20'000});
    v("state", self.state,
      Rule{.about = "draft, handed in, returned or published",
           .required = true,
           .vocabulary = "report_state"});
    v("handed_in", self.handed_in, Rule{.about = "when its writer handed it in", .max = 30});
    v("published", self.published, Rule{.about = "when it was published", .max = 30});
    v("answer", self.answer, Rule{.about = "why it was returned to its writer", .max = 20'000});
    v("corrects", self.corrects, Rule{.about = "the published report that this draft corrects"});
    v("reason", self.reason, Rule{.about = "why it was corrected, where it was", .max = 20'000});
    v("corrected", self.corrected,
      Rule{.about = "when its last correction was handed in, where there was one", .max = 30});
    v("withdrawn", self.withdrawn, Rule{.about = "why it was withdrawn, where it was", .max = 20'000});
  }
};

/// How often a partnership reports. One stands for each partnership at most; where none does, every year.
struct ReportingRhythm {
  static constexpr std::string_view kType = "reporting_rhythm";
  static constexpr std::int64_t kEveryYear = 12;
  base::Uuid partnership;
  std::int64_t months = kEveryYear;
  std::optional<base::PartialDate> first_due;
  std::optional<base::PartialDate> stays_due, reported;
  bool operator==(const ReportingRhythm&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("months", self.months, Rule{.about = "months from one report to the next"});
    v("first_due", self.first_due,
      Rule{.about = "a day on which a report is due: the others lie whole rhythms from it"});
    v("stays_due", self.stays_due,
      Rule{.about = "the day on which one was due, and had not come, when this was chosen: it stays due"});
    v("reported", self.reported,
      Rule{.about = "the newest report known when this was chosen: a newer one ends what stays due"});
  }
};

/// A party's reasoned objection to the mark its partnership's reports have earned it, and the answer.
struct Appeal {
  static constexpr std::string_view kType = "appeal";
  base::Uuid partnership, organisation;
  std::string light, at;
  base::Text reason;
  std::string state = "open";
  std::string decided;
  base::Text answer;
  std::optional<base::PartialDate> until;
  bool operator==(const Appeal&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("organisation", self.organisation, Rule{.about = "the party that appeals", .required = true});
    v("light", self.light, Rule{.about = "the mark it is against", .required = true, .max = 20});
    v("at", self.at, Rule{.about = "when it was made", .max = 30});
    v("reason", self.reason, Rule{.about = "its reason", .required = true, .max = 20'000});
    v("state", self.state,
      Rule{.about = "open, upheld or refused", .required = true, .vocabulary = "appeal_state"});
    v("decided", self.decided, Rule{.about = "when it was decided", .max = 30});
    v("answer", self.answer, Rule{.about = "the reason of the decision", .max = 20'000});
    v("until", self.until, Rule{.about = "where it was upheld: the day on which a report is due instead"});
  }
};

/// The record that holds a partnership's rhythm, made of its id: so that none has two.
base::Uuid rhythm_of(const base::Uuid& partnership);

}  // namespace entente::model
