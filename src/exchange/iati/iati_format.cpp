// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/iati_format.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "exchange/iati/characters.hpp"
#include "exchange/iati/piece_crew.hpp"
#include "exchange/iati/piece_reader.hpp"

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

struct HandOver {
  const Sink& sink;
  std::uint64_t piece;
  void operator()(Bundle&& bundle) const {
    if (sink.bundle) sink.bundle(piece, std::move(bundle));
  }
  void operator()(ReportedOrganisation&& organisation) const {
    if (sink.organisation) sink.organisation(piece, std::move(organisation));
  }
  void operator()(Refusal&& refusal) const {
    if (sink.refused) sink.refused(std::move(refusal));
  }
};

void hand_over(ReadPiece&& read, const Sink& sink) {
  if (read.worst && sink.judged && !std::holds_alternative<Refusal>(read.what))
    sink.judged(read.number, *read.worst);
  std::visit(HandOver{sink, read.number}, std::move(read.what));
}

/// Pieces are read in this thread, or in others while this one goes on cutting and hands over.
class Readers {
 public:
  Readers(const Root& root, const Sink& sink) : sink_(sink) {
    if (sink.threads > 1)
      crew_.emplace(sink.threads - 1, [&root, &sink]() -> PieceCrew::Read {
        return [own = std::make_shared<PieceReader>(root, sink)](const Piece& piece) {
          return own->read(piece);
        };
      });
    else
      alone_.emplace(root, sink);
  }
  void read(const Piece& piece) {
    if (alone_) return hand_over(alone_->read(piece), sink_);
    crew_->put(piece);
    for (auto all = crew_->take(); !all.empty(); all = crew_->take()) hand_over_all(std::move(all));
  }
  void finish() {
    if (crew_)
      for (auto all = crew_->take_rest(); !all.empty(); all = crew_->take_rest())
        hand_over_all(std::move(all));
  }

 private:
  void hand_over_all(std::vector<ReadPiece>&& all) {
    for (auto& one : all) hand_over(std::move(one), sink_);
  }

  const Sink& sink_;
  std::optional<PieceReader> alone_;
  std::optional<PieceCrew> crew_;
};

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
  Readers readers(cutter.root(), sink);
  Piece piece;
  const auto next = [&] {
    try {
      return cutter.next(piece);
    } catch (const base::Error&) {
      // What came before the fault is handed over before it is told.
      readers.finish();
      throw;
    }
  };
  while (next()) {
    if (sink.progress) sink.progress(source.bytes_read());
    if (!sink.want || sink.want(piece.number, piece.offset)) readers.read(piece);
  }
  readers.finish();
  if (piece.number == 0)
    throw base::BadInput(std::string(file_name),
                         cutter.root().of_organisations ? "holds no organisation" : "holds no activity",
                         "Check that it is the file you meant");
  if (sink.progress) sink.progress(source.bytes_read());
}

}  // namespace entente::exchange::iati
