/** Words that doors and work share: the meeting as posted, who hosts it, who is asked, addresses and numbers that can be reached. */
package nl.sluis.meeting;
