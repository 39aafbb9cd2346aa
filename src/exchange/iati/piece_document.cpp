// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/piece_document.hpp"

#include "exchange/iati/activity_piece.hpp"
#include "exchange/iati/characters.hpp"

namespace entente::exchange::iati {

namespace {

constexpr const char* kCorrectPiece = "Correct it at its source and send it again";

/// The identifier of a piece that could not be parsed, as far as a search can tell.
std::string identifier_in(const Piece& piece) {
  const std::string_view open = piece.organisation ? "organisation-identifier>" : "iati-identifier>";
  const auto bytes = piece.bytes;
  const auto begin = bytes.find(open);
  if (begin == std::string_view::npos) return {};
  const auto rest = bytes.substr(begin + open.size());
  const auto text = trimmed(rest.substr(0, rest.find('<')));
  return text.size() > 500 || first_bad_byte(text) ? std::string() : std::string(text);
}

/// More than any real activity; deeper ones could exhaust the stack of whoever walks them.
constexpr int kDeepest = 200;

struct DepthGuard : pugi::xml_tree_walker {
  bool for_each(pugi::xml_node&) override { return depth() <= kDeepest; }
};

}  // namespace

std::optional<Refusal> parse(const Piece& piece, pugi::xml_document& into) {
  const auto malformed = [&](std::size_t offset, const std::string& cause) {
    return refuse(piece, offset, identifier_in(piece), "is not well-formed XML: " + cause, kCorrectPiece);
  };
  if (piece.fault) return malformed(piece.fault->offset, piece.fault->cause);
  if (const auto bad = first_bad_byte(piece.bytes))
    return malformed(*bad, static_cast<unsigned char>(piece.bytes[*bad]) < 0x20
                               ? "a control character stands there"
                               : "the bytes there are not UTF-8");
  const auto parsed =
      into.load_buffer(piece.bytes.data(), piece.bytes.size(), pugi::parse_default, pugi::encoding_utf8);
  if (!parsed) {
    std::string cause = parsed.description();
    cause.front() = static_cast<char>(cause.front() | 0x20);
    return malformed(static_cast<std::size_t>(parsed.offset), cause);
  }

  DepthGuard guard;
  if (!into.traverse(guard))
    return refuse(piece, 0, identifier_in(piece),
                  "nests elements more than " + std::to_string(kDeepest) + " deep", kCorrectPiece);

  return std::nullopt;
}

Reading reading_of(const pugi::xml_document& document, const Root& root) {
  Reading reading(root);
  reading.activity = document.document_element();
  reading.prefix = root.prefix;
  for (const auto& [name, value] : root.namespaces)
    if (name == "xmlns") reading.own_namespace = value;
  const Element whole(reading.activity, reading);
  const auto language = whole.attribute("xml:lang");
  reading.language = language.empty() ? std::string_view(root.language) : language;
  reading.currency = whole.attribute("default-currency");
  return reading;
}

}  // namespace entente::exchange::iati
