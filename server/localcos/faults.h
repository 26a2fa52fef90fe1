// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMutex>

#include <chrono>

namespace cosftp::localcos {

/// The requests that can be told apart; see Counters for the same words.
enum class Verb {
    GetService,
    HeadBucket,
    List,
    HeadObject,
    GetObject,
    PutObject,
    CopyObject,
    AppendObject,
    DeleteObject,
    DeleteMany,
    Initiate,
    PutPart,
    CopyPart,
    Complete,
    Abort,
    ListParts,
    ListUploads,
    Restore,
    GetAccess,
    PutAccess,
    Other
};

/// One misbehaviour. The first rule that matches a request and is not used up decides.
struct Fault
{
    enum class Kind {
        ErrorAnswer,        ///< `status` and `code` instead of the work.
        ResetBeforeAnswer,  ///< Reads the request, does nothing, resets the connection.
        ResetAfterWork,     ///< Does the work, then resets without an answer (the lost answer).
        ResetInBody,        ///< Resets after `afterBytes` bytes of the answer's body.
        CutBody,      ///< Ends the answer's body early with a clean close after `afterBytes` bytes.
        CorruptBody,  ///< Changes one byte of the answer's body at `afterBytes`.
        ResetInUpload,  ///< Resets after `afterBytes` bytes of the request's body.
        WrongCrc,       ///< A wrong x-cos-hash-crc64ecma in the answer.
        MissingCrc,
        ErrorInside200,  ///< 200, then an Error body with `code` (copy, part copy, complete); no
                         ///< work.
        NoRequestId,     ///< A 302 without x-cos-request-id: an answer from a box in between.
        Portal,          ///< 200 and a page, without any word of COS; no work.
        StripHeaders,    ///< Does the work; `headers` are missing in the answer.
        Stall,           ///< Reads the request and answers only after `delay`.
        Trickle          ///< Takes and gives no more than `bytesPerSecond`.
    };
    Kind kind = Kind::ErrorAnswer;
    QList<Verb> verbs;   ///< Empty: every verb.
    QByteArray keyPart;  ///< Not empty: only keys that contain it.
    int skip = 0;        ///< How many matching requests pass unharmed first.
    int times = 1;       ///< How many are hit; -1: all from then on.
    int status = 503;
    QByteArray code = "SlowDown";
    qint64 afterBytes = 0;
    /// StripHeaders: names, or beginnings of names that end in '-'; lower case.
    QList<QByteArray> headers = {"x-cos-", "server"};
    std::chrono::milliseconds delay{0};
    qint64 bytesPerSecond = 0;
};

/// How a Server misbehaves. Thread-safe.
class Faults
{
public:
    void add(const Fault &fault);
    void clear();  ///< Also latency, bandwidth and what else is set below.
    /// Added to every answer's first byte.
    void setLatency(std::chrono::milliseconds latency);
    /// Bytes per second and connection, each direction; 0: no limit.
    void setBandwidth(qint64 bytesPerSecond);
    /// An object becomes visible in listings only after this time.
    void setListingDelay(std::chrono::milliseconds delay);
    /// A page of a listing has no more entries, whatever was asked for.
    void setPageLimit(int most);
    /// Complete answers 200 at once, then only white space for this time, then its XML.
    void setCompleteDelay(std::chrono::milliseconds delay);
    /// The bucket behaves as one that has or once had versioning: x-cos-forbid-overwrite has no
    /// effect there.
    void ignoreForbidOverwrite(const QByteArray &bucket);
    /// How many rules have fired so far.
    [[nodiscard]] int fired() const;

    /// For the server: the fault for this request, or Kind of nothing (false).
    bool next(Verb verb, const QByteArray &key, Fault *fault);
    [[nodiscard]] std::chrono::milliseconds latency() const;
    [[nodiscard]] qint64 bandwidth() const;
    [[nodiscard]] std::chrono::milliseconds listingDelay() const;
    [[nodiscard]] int pageLimit() const;
    [[nodiscard]] std::chrono::milliseconds completeDelay() const;
    [[nodiscard]] bool ignoresForbidOverwrite(const QByteArray &bucket) const;

private:
    struct Rule
    {
        Fault fault;
        int seen = 0;
    };
    mutable QMutex m_mutex;
    QList<Rule> m_rules;
    int m_fired = 0;
    std::chrono::milliseconds m_latency{0};
    qint64 m_bandwidth = 0;
    std::chrono::milliseconds m_listingDelay{0};
    int m_pageLimit = 1000;
    std::chrono::milliseconds m_completeDelay{0};
    QList<QByteArray> m_versioned;
};

}  // namespace cosftp::localcos
