// SPDX-License-Identifier: GPL-3.0-or-later
#include "transfer/upload_fate.h"

#include <algorithm>
#include <array>

namespace cosftp {

namespace {

using enum UploadFate;
using End = UploadEnd;

// keep | discard | publish. What the server itself ends is never published: the client had no say.
constexpr std::array table{
    UploadFateRow{End::Complete, Publish, Publish, Publish, "complete"},
    UploadFateRow{End::Reset, Park, Discard, Publish, "the data connection was reset"},
    UploadFateRow{End::Stalled, Park, Discard, Publish, "the data connection stood still"},
    UploadFateRow{End::ControlGone, Park, Discard, Publish, "the control connection is gone"},
    UploadFateRow{End::Aborted, Park, Discard, Publish, "the client sent ABOR"},
    UploadFateRow{End::ShortOfAllo, Park, Discard, Publish, "fewer bytes than ALLO announced"},
    UploadFateRow{End::LimitExceeded, Discard, Discard, Discard, "more bytes than allowed"},
    UploadFateRow{End::NotStorable, Discard, Discard, Discard, "the name cannot be a file"},
    UploadFateRow{End::ServerStops, Park, Discard, Park, "the server stops"},
    UploadFateRow{End::Kicked, Park, Discard, Park, "the session was ended by the server"},
    UploadFateRow{End::StoreFailed, Park, Discard, Park, "the store gave up"},
    UploadFateRow{End::Damaged, Discard, Discard, Discard, "the store refused the bytes"},
};

const UploadFateRow &rowOf(UploadEnd end)
{
    const auto *found = std::find_if(table.begin(), table.end(),
                                     [end](const UploadFateRow &row) { return row.end == end; });
    Q_ASSERT(found != table.end());
    return *found;
}

}  // namespace

std::span<const UploadFateRow> uploadFateTable() { return table; }

// First what makes the bytes worthless, then who ended it, then how the stream looked.
UploadEnd uploadEndOf(const UploadFacts &facts)
{
    if (facts.isNotStorable)
        return End::NotStorable;
    if (facts.isOverLimit)
        return End::LimitExceeded;
    if (facts.isDamaged)
        return End::Damaged;
    if (facts.isAborted)
        return End::Aborted;
    if (facts.hasStoreFailed)
        return End::StoreFailed;
    if (facts.isServerStopping)
        return End::ServerStops;
    if (facts.isKicked)
        return End::Kicked;
    if (facts.data == UploadFacts::Data::Reset)
        return End::Reset;
    if (facts.data == UploadFacts::Data::Stalled)
        return End::Stalled;
    if (!facts.isControlAlive)
        return End::ControlGone;
    if (facts.data == UploadFacts::Data::Open)
        return End::Aborted;
    return facts.isShortOfAllo ? End::ShortOfAllo : End::Complete;
}

UploadFate uploadFateOf(UploadEnd end, UserSettings::InterruptedUploads policy)
{
    const UploadFateRow &row = rowOf(end);
    switch (policy) {
    case UserSettings::InterruptedUploads::Keep:
        return row.keep;
    case UserSettings::InterruptedUploads::Discard:
        return row.discard;
    case UserSettings::InterruptedUploads::Publish:
        return row.publish;
    }
    return row.discard;
}

const char *wordsFor(UploadEnd end) { return rowOf(end).words; }

}  // namespace cosftp
