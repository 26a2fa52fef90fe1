// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/bucket_panel.h"

#include "common/card.h"
#include "common/empty_state.h"
#include "common/message_bar.h"
#include "common/roles.h"
#include "common/scroll_fit.h"
#include "secrets/secret_store.h"
#include "settings/bucket_editor.h"
#include "settings/bucket_test_card.h"
#include "settings/setting_field.h"
#include "settings/uploads_dialog.h"

#include <QEvent>
#include <QListWidget>
#include <QScrollArea>

namespace cosftp {

namespace {

using Source = CredentialSettings::Source;

bool mayAnyoneWrite(const Settings &settings, const QString &bucketId)
{
    for (const UserSettings &user : settings.users)
        for (const MountSettings &mount : user.mounts)
            if (mount.bucketId == bucketId && mount.rights.canWrite)
                return true;
    return false;
}

// An empty field keeps what is stored. `entry`: where the SecretKey goes when the draft is applied;
// empty if none was typed.
BucketSettings merged(const BucketSettings &old, BucketSettings form, const QString &entry)
{
    CredentialSettings &key = form.credentials;
    const bool isOther = key.source != old.credentials.source;
    if (key.token.isEmpty())
        key.token = old.credentials.token;
    if (key.secretKey.isEmpty())
        key.secretKey = old.credentials.secretKey;
    if (key.source == Source::Keychain) {
        key.secretKey.clear();
        key.reference = isOther ? QString() : old.credentials.reference;
        if (!entry.isEmpty())
            key.reference = entry;
    } else if (key.source != Source::Inline && isOther) {
        key.secretId.clear();
        key.secretKey.clear();
        key.token.clear();
    }
    return form;
}

// An entry that no other bucket refers to: a copy may share its key with the original until it gets
// one of its own.
QString ownEntry(const Settings &settings, const SecretStore &secrets, const QString &bucketId)
{
    QStringList taken;
    for (const BucketSettings &bucket : settings.buckets)
        if (bucket.id != bucketId)
            taken += bucket.credentials.reference;
    return freeName(secrets.entryFor(bucketId), taken);
}

}  // namespace

BucketPanel::BucketPanel(SettingsDraft &draft, ServerLink &link, SecretStore &secrets,
                         QWidget *parent)
    : QWidget(parent), m_draft(draft), m_link(link), m_secrets(secrets), m_list(new QListWidget),
      m_add(new QPushButton), m_duplicate(new QPushButton), m_remove(new QPushButton),
      m_uploads(new QPushButton), m_uploadsText(new QLabel), m_uploadsCard(new Card),
      m_bar(new MessageBar), m_scroll(new QScrollArea), m_editor(new BucketEditor),
      m_test(new BucketTestCard(link, secrets)), m_empty(new EmptyState(QStringLiteral("bucket")))
{
    m_list->setObjectName(QStringLiteral("bucketList"));
    m_add->setObjectName(QStringLiteral("addBucket"));
    m_duplicate->setObjectName(QStringLiteral("duplicateBucket"));
    m_remove->setObjectName(QStringLiteral("removeBucket"));
    m_uploads->setObjectName(QStringLiteral("bucketUploads"));
    auto *inside = new QWidget;
    inside->setObjectName(QStringLiteral("scrolled"));
    auto *form = new QVBoxLayout(inside);
    form->setContentsMargins(0, 0, 8, 0);
    form->addWidget(m_editor);
    form->addWidget(m_test);
    form->addWidget(m_uploadsCard);
    form->addStretch();
    m_uploadsCard->addToHeader(m_uploads);
    m_uploadsCard->content()->addWidget(m_uploadsText);
    m_uploadsText->setWordWrap(true);
    setRole(m_uploadsText, LabelRole::Muted);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidget(inside);
    measureWhenShown(*m_scroll);
    auto *side = new QVBoxLayout;
    side->setSpacing(8);
    side->addWidget(m_list, 1);
    for (QPushButton *button : {m_add, m_duplicate, m_remove})
        side->addWidget(button);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addLayout(side, 1);
    columns->addWidget(m_scroll, 3);
    columns->addWidget(m_empty, 3);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_bar);
    layout->addLayout(columns, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, &BucketPanel::showCurrent);
    connect(m_add, &QPushButton::clicked, this, &BucketPanel::add);
    connect(m_empty, &EmptyState::actionWanted, this, &BucketPanel::add);
    connect(m_duplicate, &QPushButton::clicked, this, &BucketPanel::duplicate);
    connect(m_remove, &QPushButton::clicked, this, &BucketPanel::remove);
    connect(m_uploads, &QPushButton::clicked, this, &BucketPanel::showUploads);
    connect(m_editor, &BucketEditor::edited, this, &BucketPanel::onEdited);
    connect(m_editor, &BucketEditor::idEdited, this, &BucketPanel::onIdEdited);
    connect(m_test, &BucketTestCard::fieldNamed, m_editor, &BucketEditor::setProblem);
    connect(m_bar, &MessageBar::actionWanted, this, [this] { m_secrets.useFile(true); });
    connect(&m_secrets, &SecretStore::ready, this, &BucketPanel::showKeeper);
    retranslate();
}

void BucketPanel::load()
{
    m_at = -1;
    showList();
}

void BucketPanel::showList()
{
    const QList<BucketSettings> &buckets = m_draft.settings().buckets;
    const int at =
        std::clamp(m_at, buckets.isEmpty() ? -1 : 0, static_cast<int>(buckets.size()) - 1);
    {
        const QSignalBlocker blocker(m_list);
        m_list->clear();
        for (const BucketSettings &bucket : buckets) {
            auto *item = new QListWidgetItem(bucket.id, m_list);
            item->setToolTip(QString::fromUtf8(bucket.bucket));
        }
        m_list->setCurrentRow(at);
    }
    showCurrent();
}

void BucketPanel::showCurrent()
{
    m_at = m_list->currentRow();
    const bool hasBucket = m_at >= 0;
    m_scroll->setVisible(hasBucket);
    m_empty->setVisible(!hasBucket);
    m_duplicate->setEnabled(hasBucket);
    m_remove->setEnabled(hasBucket);
    if (!hasBucket)
        return;
    const BucketSettings &bucket = m_draft.settings().buckets[m_at];
    QStringList others = ids();
    others.removeAt(m_at);
    const bool hasSecret = !bucket.credentials.secretKey.isEmpty()
                           || m_draft.secrets().contains(bucket.id)
                           || (bucket.credentials.source == Source::Keychain
                               && !bucket.credentials.reference.isEmpty());
    m_editor->load(bucket, hasSecret, others);
    m_test->clear();
    showKeeper();
    offerTest();
}

// Without a keychain there is a way out, which the user has to choose.
void BucketPanel::showKeeper()
{
    const bool wantsKeychain =
        m_at >= 0 && m_draft.settings().buckets[m_at].credentials.source == Source::Keychain;
    const bool isKept = m_secrets.keeper() != SecretStore::Keeper::Unknown
                        || m_secrets.problem() == SecretStore::Problem::None;
    if (wantsKeychain && !isKept)
        m_bar->say(MessageBar::Kind::Warning, m_secrets.problemText(), tr("Keep keys in a file"));
    else
        m_bar->hide();
}

void BucketPanel::onEdited()
{
    if (m_at < 0)
        return;
    BucketSettings &bucket = m_draft.settings().buckets[m_at];
    const BucketSettings form = m_editor->bucket();
    const Source before = bucket.credentials.source;
    const bool isTyped = !form.credentials.secretKey.isEmpty();
    if (form.credentials.source != Source::Keychain)
        m_draft.setSecret(bucket.id, {});
    else if (isTyped)
        m_draft.setSecret(bucket.id, form.credentials.secretKey);
    else if (before == Source::Inline)  // the stored key moves into the keychain
        m_draft.setSecret(bucket.id, bucket.credentials.secretKey);
    const QString id = bucket.id;
    const bool isKept = m_draft.secrets().contains(id);
    bucket = merged(bucket, form, isKept ? ownEntry(m_draft.settings(), m_secrets, id) : QString());
    bucket.id = id;  // renamed by onIdEdited only
    offerTest();
    if (before != form.credentials.source)
        showKeeper();
    Q_EMIT edited();
}

void BucketPanel::offerTest()
{
    BucketSettings tried = m_draft.settings().buckets[m_at];
    if (m_draft.secrets().contains(tried.id))
        tried.credentials.secretKey = m_draft.secrets().value(tried.id);
    m_test->setBucket(tried, !mayAnyoneWrite(m_draft.settings(), tried.id));
}

void BucketPanel::onIdEdited(const QString &id)
{
    if (m_at < 0 || m_draft.settings().buckets[m_at].id == id)
        return;
    m_draft.renameBucket(m_at, id);
    m_list->item(m_at)->setText(id);
    Q_EMIT edited();
}

void BucketPanel::add()
{
    BucketSettings bucket;
    bucket.id = freeName(QStringLiteral("bucket"), ids());
    if (m_secrets.keeper() != SecretStore::Keeper::Unknown)
        bucket.credentials = {Source::Keychain, {}, {}, {}, {}};
    addBucket(bucket);
    m_editor->field(QStringLiteral("bucket"))->setFocusHere();
}

void BucketPanel::duplicate()
{
    BucketSettings bucket = m_draft.settings().buckets[m_at];
    bucket.id = freeName(bucket.id, ids());
    addBucket(bucket);
}

void BucketPanel::addBucket(BucketSettings bucket)
{
    m_draft.settings().buckets += std::move(bucket);
    m_at = static_cast<int>(m_draft.settings().buckets.size()) - 1;
    showList();
    Q_EMIT edited();
}

void BucketPanel::remove()
{
    const QString id = m_draft.settings().buckets[m_at].id;
    const QStringList users = usersOf(m_draft.settings(), id);
    if (!users.isEmpty()) {
        m_bar->say(MessageBar::Kind::Warning,
                   tr("%1 is used by %n user(s): %2. Give them another bucket first.", nullptr,
                      static_cast<int>(users.size()))
                       .arg(id, users.mid(0, 10).join(QStringLiteral(", "))));
        return;
    }
    QMessageBox question(QMessageBox::Question, tr("Delete a bucket"),
                         tr("Delete the bucket %1 from the settings?").arg(id), QMessageBox::Cancel,
                         this);
    question.setInformativeText(tr("Its files in Tencent Cloud stay as they are."));
    QPushButton *yes = question.addButton(tr("&Delete"), QMessageBox::AcceptRole);
    question.exec();
    if (question.clickedButton() != yes)
        return;
    m_draft.removeBucket(m_at);
    showList();
    Q_EMIT edited();
}

// As it is edited, with a key that was typed and not applied yet.
void BucketPanel::showUploads()
{
    BucketSettings asked = m_draft.settings().buckets[m_at];
    if (const QByteArray typed = m_draft.secrets().value(asked.id); !typed.isEmpty()) {
        asked.credentials.source = Source::Inline;
        asked.credentials.secretKey = typed;
    }
    auto *dialog = new UploadsDialog(m_link, asked, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

QStringList BucketPanel::ids() const
{
    QStringList all;
    for (const BucketSettings &bucket : m_draft.settings().buckets)
        all += bucket.id;
    return all;
}

QWidget *BucketPanel::firstBad() const { return m_at < 0 ? nullptr : m_editor->firstBad(); }

void BucketPanel::showProblems(const QList<SettingsProblem> &problems, bool isWanted)
{
    const QString prefix = QStringLiteral("BUCKET ");
    if (isWanted && firstBad() == nullptr)
        for (const SettingsProblem &problem : problems)
            if (problem.section.startsWith(prefix)) {
                m_list->setCurrentRow(static_cast<int>(ids().indexOf(problem.section.mid(7))));
                break;
            }
    m_editor->clearProblems();
    if (m_at < 0)
        return;
    for (const SettingsProblem &problem : problems) {
        if (problem.section != prefix + ids().at(m_at))
            continue;
        const bool isEntry = problem.key == QLatin1String("credentials_ref")
                             && m_draft.settings().buckets[m_at].credentials.source
                                    == Source::Keychain;  // the program names it, with the key
        m_editor->setProblem(isEntry ? QStringLiteral("secret_key") : problem.key,
                             isEntry ? tr("the SecretKey is missing") : problem.text);
    }
}

void BucketPanel::open(const QString &key)
{
    if (m_at < 0)
        return;
    if (key == QLatin1String("uploads"))
        return showUploads();
    if (SettingField *field = m_editor->field(key))
        field->setFocusHere();
}

void BucketPanel::retranslate()
{
    m_list->setAccessibleName(tr("Buckets"));
    m_add->setText(tr("&New bucket"));
    m_duplicate->setText(tr("D&uplicate"));
    m_remove->setText(tr("De&lete"));
    m_uploadsCard->setTitle(tr("Unfinished uploads"));
    m_uploads->setText(tr("Sho&w them…"));
    m_uploadsText->setText(tr("Parts of files that were never completed, seen by nobody."));
    m_empty->setTexts(tr("No bucket yet"),
                      tr("A bucket of Tencent Cloud COS is where the files of your users lie."),
                      tr("New bucket"));
    showKeeper();
}

void BucketPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace cosftp
