// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/collation.hpp"

#include <unicode/coll.h>

#include <cstdint>
#include <map>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"

namespace entente::base {

namespace {

using Collators = std::map<std::string, std::unique_ptr<icu::Collator>, std::less<>>;

/// Made once; asking one for keys changes nothing in it.
const Collators& collators() {
  static const Collators all = [] {
    Collators made;
    for (const auto language : kLanguages) {
      const std::string name(language == "zh" ? "zh-Hans" : language);
      UErrorCode code = U_ZERO_ERROR;
      std::unique_ptr<icu::Collator> one(
          icu::Collator::createInstance(icu::Locale::createFromName(name.c_str()), code));
      if (U_FAILURE(code))
        throw Error("alphabetical order of " + name, u_errorName(code), "Check the ICU installation.");
      made.emplace(language, std::move(one));
    }
    return made;
  }();
  return all;
}

}  // namespace

std::string sort_key(std::string_view text, std::string_view language) {
  const auto found = collators().find(language);
  if (found == collators().end()) throw Error("language " + std::string(language), "is none of ours");
  const auto source =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::string key(64, '\0');
  for (;;) {
    const auto size = static_cast<std::size_t>(found->second->getSortKey(
        source, reinterpret_cast<std::uint8_t*>(key.data()), static_cast<std::int32_t>(key.size())));
    const bool enough = size <= key.size();
    key.resize(size);
    if (enough) return key;
  }
}

}  // namespace entente::base
