// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "model/rule.hpp"

/// What is told of concerns. A concern itself is no record (docs/decisions/0068): most of it is not for
/// everybody.
namespace entente::model {

/// The record that tells of a concern, made of its number: the concern's own id says when it was raised.
base::Uuid notice_of_concern(std::int64_t number);

/// That a concern is published, and how it stands, by the word of those who answer; nothing of what was said,
/// and nothing of when whoever raised it did something.
struct ConcernNotice {
  static constexpr std::string_view kType = "concern_notice";
  std::int64_t number = 0;
  base::Uuid about;
  std::optional<base::Uuid> partnership, organisation;
  std::string country, kind, state;
  bool operator==(const ConcernNotice&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("number", self.number, Rule{.about = "the concern's number", .required = true});
    v("about", self.about, Rule{.about = "the record that it is about", .required = true});
    v("partnership", self.partnership, Rule{.about = "where that is a partnership"});
    v("organisation", self.organisation, Rule{.about = "where that is an organisation"});
    v("country", self.country, Rule{.about = "where a government published that", .max = 2});
    v("kind", self.kind, Rule{.about = "what it is of", .required = true, .max = 40});
    v("state", self.state,
      Rule{.about = "open, answered or closed, as those who answer left it", .required = true, .max = 10});
  }
};

}  // namespace entente::model
