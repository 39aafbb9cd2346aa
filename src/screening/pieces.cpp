// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "screening/pieces.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "screening/letters.hpp"

namespace entente::screening {
namespace {

/// Letters of two scripts that look alike; what is not written for the other by mistake or on purpose is not
/// among them.
struct Alike {
  std::string_view latin, cyrillic;
};
constexpr Alike kAlike[] = {{"a", "а"}, {"b", "в"}, {"c", "с"}, {"e", "е"}, {"h", "н"},
                            {"i", "і"}, {"j", "ј"}, {"k", "к"}, {"m", "м"}, {"o", "о"},
                            {"p", "р"}, {"s", "ѕ"}, {"t", "т"}, {"x", "х"}, {"y", "у"}};

/// A word of letters of both: in the one script, if all of the other look like letters of it.
void unify(Piece& piece) {
  std::string latin, cyrillic;
  bool all_latin = true;
  for (std::size_t i = 0; i < piece.folded.size();) {
    const std::size_t size = static_cast<unsigned char>(piece.folded[i]) < 0x80 ? 1 : 2;
    const auto letter = std::string_view(piece.folded).substr(i, size);
    const auto* pair = std::ranges::find_if(
        kAlike, [&](const auto& one) { return (size == 1 ? one.latin : one.cyrillic) == letter; });
    const bool known = pair != std::end(kAlike);
    latin += size == 1 ? letter : known ? pair->latin : letter;
    cyrillic += size == 1 && known ? pair->cyrillic : letter;
    all_latin = all_latin && (size == 1 || known);
    i += size;
  }
  piece.script = all_latin ? Script::latin : Script::cyrillic;
  piece.folded = all_latin ? std::move(latin) : std::move(cyrillic);
}

class Cutter {
 public:
  std::vector<Piece> cut(std::string_view name) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(name.data());
    std::size_t characters = 0;
    for (std::size_t i = 0; i < name.size() && characters < kCharactersRead && out_.size() < kTokensRead;
         ++characters) {
      const auto from = i;
      UChar32 c = 0;
      U8_NEXT(bytes, i, name.size(), c);
      const auto written = name.substr(from, i - from);
      switch (c < 0 ? Role::divider : role_of(c)) {
        case Role::letter:
          letter(c, written);
          break;
        case Role::nothing:
          mark(c, written);
          break;
        case Role::apostrophe:
          apostrophe();
          break;
        case Role::dot:
          piece_.dotted = !piece_.folded.empty();
          finish();
          break;
        case Role::divider:
          finish();
          break;
      }
    }
    finish();
    if (out_.size() > kTokensRead) out_.resize(kTokensRead);
    return std::move(out_);
  }

 private:
  void letter(UChar32 c, std::string_view written) {
    const bool digit = c >= '0' && c <= '9';
    const auto script = digit && !piece_.folded.empty() ? piece_.script : script_of(c);
    if (!piece_.folded.empty() && script != piece_.script) {
      const bool mixed = (script == Script::latin && piece_.script == Script::cyrillic) ||
                         (script == Script::cyrillic && piece_.script == Script::latin);
      if (mixed)
        mixed_ = true;
      else
        finish();
    }
    if (piece_.folded.empty()) piece_.script = script;
    piece_.written += written;
    append_folded(c, piece_.folded);
  }

  void mark(UChar32 c, std::string_view written) {
    if (piece_.folded.empty() || u_charType(c) == U_FORMAT_CHAR) return;
    piece_.written += written;
    append_folded(c, piece_.folded);
  }

  /// d'Arc, l'Union, dell'Acqua are two words; O'Brien and Rabi'i are one.
  void apostrophe() {
    constexpr std::string_view kElided[] = {"d", "l", "qu", "dell", "nell", "sull", "all"};
    if (std::ranges::find(kElided, std::string_view(piece_.folded)) != std::end(kElided)) finish();
  }

  void finish() {
    if (mixed_) unify(piece_);
    if (!piece_.folded.empty()) add_compound(std::move(piece_), out_);
    piece_ = {};
    mixed_ = false;
  }

  std::vector<Piece> out_;
  Piece piece_;
  bool mixed_ = false;
};

}  // namespace

std::vector<Piece> pieces_of(std::string_view name) {
  return Cutter().cut(name);
}

}  // namespace entente::screening
