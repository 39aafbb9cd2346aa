// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/iati_format.hpp"

#include "base/error.hpp"
#include "exchange/iati/activity.hpp"
#include "exchange/iati/characters.hpp"
#include "exchange/iati/organisation.hpp"
#include "exchange/iati/piece_check.hpp"

namespace entente::exchange::iati {

namespace {

void refuse_other_versions(const Root& root, std::string_view file_name) {
  if (root.version == "2.03") return;
  if (root.version.empty())
    throw base::BadInput(std::string(file_name), "does not say its IATI version; this register reads 2.03",
                         std::string("Write version=\"2.03\" into ") +
                             (root.of_organisations ? "<iati-organisations>" : "<iati-activities>") +
                             " if that is what it is");
  throw base::BadInput(
      std::string(file_name),
      "is IATI version " + std::string(base::clip_utf8(root.version, 20)) + "; this register reads 2.03",
      "Convert it to 2.03 and send it again");
}

const std::string& identifier_of(const Bundle& bundle) {
  return bundle.key_value;
}
const std::string& identifier_of(const ReportedOrganisation& reported) {
  return reported.organisation.identifiers.front().value;
}

}  // namespace

bool IatiFormat::recognises(std::string_view head) const {
  // The only XML among the formats: whatever else the XML is, read() says it better than "no known format".
  const auto text = utf8_head(head);
  return trimmed(text.empty() ? head : std::string_view(text)).starts_with('<');
}

void IatiFormat::read(std::istream& in, std::string_view file_name, const Sink& sink) const {
  Utf8Source source(in, file_name);
  Cutter cutter(source, file_name, limits_);
  refuse_other_versions(cutter.root(), file_name);
  std::optional<PieceCheck> check;
  if (sink.reject != Strictness::readable || sink.judged) check.emplace(cutter.root(), sink.today);
  Piece piece;
  const auto hand_over = [&]<class T>(std::variant<T, Refusal>&& outcome, const auto& take) {
    if (auto* const read = std::get_if<T>(&outcome); read && check) {
      const auto worst = check->worst(piece);
      if (auto refusal = check->refusal(piece, identifier_of(*read), sink.reject))
        outcome = std::move(*refusal);
      else if (sink.judged)
        sink.judged(piece.number, worst);
    }
    if (auto* const read = std::get_if<T>(&outcome)) {
      if (take) take(piece.number, std::move(*read));
    } else if (sink.refused) {
      sink.refused(std::move(std::get<Refusal>(outcome)));
    }
  };
  while (cutter.next(piece)) {
    if (sink.progress) sink.progress(source.bytes_read());
    if (sink.want && !sink.want(piece.number, piece.offset)) continue;
    if (piece.organisation)
      hand_over(read_organisation(piece, cutter.root()), sink.organisation);
    else
      hand_over(read_activity(piece, cutter.root()), sink.bundle);
  }
  if (piece.number == 0)
    throw base::BadInput(std::string(file_name),
                         cutter.root().of_organisations ? "holds no organisation" : "holds no activity",
                         "Check that it is the file you meant");
  if (sink.progress) sink.progress(source.bytes_read());
}

}  // namespace entente::exchange::iati
