-- Of invitations whose mail the relay was shown and did not take, or took after the invitation had ended: when it was first shown. One that was
-- taken in time has mailed_at. It decides nothing, and so no seal covers it.
CREATE TABLE mail_shown (
  invitation_id VARCHAR(22) NOT NULL PRIMARY KEY REFERENCES invitation (id) ON DELETE CASCADE,
  shown_at      TIMESTAMP WITH TIME ZONE NOT NULL
);
