// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/settings.h"

#include <span>

namespace cosftp {

/// How the stream of an upload came to its end.
enum class UploadEnd {
    Complete,       ///< FIN, control connection alive a moment later, nothing else wrong.
    Reset,          ///< The data connection was reset, or under TLS ended without close_notify.
    Stalled,        ///< No byte for longer than the stall limit.
    ControlGone,    ///< The control connection ended before the upload was published.
    Aborted,        ///< ABOR.
    ShortOfAllo,    ///< FIN, but fewer bytes than ALLO announced.
    LimitExceeded,  ///< More bytes than the account or the store allows.
    NotStorable,    ///< A folder of that name, or no right to write there.
    ServerStops,    ///< The server stops and its grace time is over.
    Kicked,         ///< The session was ended by the operator, or its account is gone.
    StoreFailed,    ///< The store gave up on a part or on the completion for the time being.
    Damaged         ///< The store refused for good, or the bytes arrived wrong.
};

/// What becomes of the bytes.
enum class UploadFate {
    Publish,  ///< They become the object.
    Park,     ///< They stay in the bucket as an open multipart upload that can be continued.
    Discard   ///< Nothing stays.
};

/// What the ending is judged by. A value, so that every row of the table can be tested.
struct UploadFacts
{
    enum class Data { Open, Finished, Reset, Stalled };
    Data data = Data::Open;
    bool isControlAlive = true;
    bool isAborted = false;
    bool isShortOfAllo = false;
    bool isOverLimit = false;
    bool isNotStorable = false;
    bool isServerStopping = false;
    bool isKicked = false;
    bool hasStoreFailed = false;
    bool isDamaged = false;
};

/// One row: how it ended, and what that means for each policy of the user.
struct UploadFateRow
{
    UploadEnd end;
    UploadFate keep;
    UploadFate discard;
    UploadFate publish;  ///< As the original server did: whatever came becomes the object.
    const char *words;   ///< For the log.
};

/// The whole decision. Nothing else in the program decides what becomes of an upload.
std::span<const UploadFateRow> uploadFateTable();
/// What weighs most when several things are wrong at once.
UploadEnd uploadEndOf(const UploadFacts &facts);
UploadFate uploadFateOf(UploadEnd end, UserSettings::InterruptedUploads policy);
const char *wordsFor(UploadEnd end);

}  // namespace cosftp
