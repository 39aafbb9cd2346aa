// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/written_as.hpp"

#include <cctype>
#include <optional>
#include <string>

namespace entente::registry {
namespace {

/// The word in one of the texts; one in small letters before one that begins a sentence.
class Spelling {
 public:
  explicit Spelling(std::string_view folded) : folded_(folded) {}

  bool done() const { return found_ && small_; }
  void look(const base::Text& text) {
    for (const auto& narrative : text.narratives) {
      if (done()) return;
      for (const auto& [folded, written] : search::written_words(narrative.value)) {
        if (folded != folded_ || done()) continue;
        small_ = std::isupper(static_cast<unsigned char>(written.front())) == 0;
        if (!found_ || small_) found_ = written;
      }
    }
  }
  std::string take() { return found_.value_or(std::string(folded_)); }

 private:
  std::string_view folded_;
  std::optional<std::string> found_;
  bool small_ = false;
};

}  // namespace

void write_as_found(ListAnswer& list) {
  for (auto& correction : list.answer.corrections) {
    Spelling spelling(correction.better);
    for (const auto& card : list.cards) {
      if (spelling.done()) break;
      for (const auto* text : {&card.partnership->title, &card.partnership->purpose,
                               &card.partnership->description, &card.partnership->governance})
        spelling.look(*text);
      for (const auto& party : *card.parties) spelling.look(party.organisation.name);
    }
    correction.better = spelling.take();
  }
}

}  // namespace entente::registry
