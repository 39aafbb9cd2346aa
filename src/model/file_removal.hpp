// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/text.hpp"
#include "model/rule.hpp"

/// What is told of a file that was taken out of the register. A record like any other, which hangs on a
/// partnership that named the file.
namespace entente::model {

/// A record that named the file in one of its versions.
struct NamingRecord {
  std::string type;
  base::Uuid id, partnership;
  bool operator==(const NamingRecord&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("type", self.type, Rule{.about = "an agreement or a delivery", .required = true, .max = 40});
    v("id", self.id, Rule{.about = "the record", .required = true});
    v("partnership", self.partnership, Rule{.about = "the partnership it hangs on", .required = true});
  }
};

/// The bytes of one file are gone, wherever it was named; its hash stays where it stands. A name of the file
/// is none of its fields: it may be what had to go.
struct FileRemoval {
  static constexpr std::string_view kType = "file_removal";
  base::Uuid partnership;
  std::string file, media_type, reason, at;
  std::int64_t size = 0, further = 0;
  base::Text words;
  std::vector<NamingRecord> named;
  bool operator==(const FileRemoval&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership,
      Rule{.about = "the partnership of the first record that named it", .required = true});
    v("file", self.file, Rule{.about = "SHA-256 (hex) of the file", .required = true, .max = 64});
    v("media_type", self.media_type, Rule{.about = "what it was, by its content", .max = 100});
    v("reason", self.reason,
      Rule{.about = "why it was taken out", .required = true, .vocabulary = "removal_reason"});
    v("at", self.at, Rule{.about = "when (RFC 3339)", .required = true, .max = 30});
    v("size", self.size, Rule{.about = "its bytes"});
    v("further", self.further, Rule{.about = "how many records named it beside those that are listed"});
    v("words", self.words, Rule{.about = "more about the reason; names nobody", .max = 2'000});
    v("named", self.named, Rule{.about = "the records that named it", .items = 1'000, .column = false});
  }
};

}  // namespace entente::model
