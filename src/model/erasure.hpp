// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/text.hpp"
#include "model/rule.hpp"

/// What is told of personal data that were erased. A record of the register like any other, which hangs on
/// its partnership.
namespace entente::model {

/// A version of the partnership in which the data stood.
struct ErasedVersion {
  std::int64_t version = 0;
  std::string was, is;  ///< hex; empty where the version kept its hash
  bool operator==(const ErasedVersion&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("version", self.version, Rule{.about = "the version in which they stood"});
    v("was", self.was,
      Rule{.about = "the hash it had before, where it was written when contacts had no salt", .max = 64});
    v("is", self.is, Rule{.about = "the hash it has had since, where it is another", .max = 64});
  }
};

/// One contact of a partnership was erased in every version that held it.
struct Erasure {
  static constexpr std::string_view kType = "erasure";
  base::Uuid partnership;
  std::string reason, at;
  base::Text words;
  std::vector<ErasedVersion> versions;
  bool operator==(const Erasure&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("reason", self.reason,
      Rule{.about = "why it was erased", .required = true, .vocabulary = "erasure_reason"});
    v("at", self.at, Rule{.about = "when (RFC 3339)", .max = 30});
    v("words", self.words, Rule{.about = "more about the reason; names nobody", .max = 2'000});
    v("versions", self.versions,
      Rule{.about = "the versions in which it stood", .items = 100'000, .column = false});
  }
};

}  // namespace entente::model
