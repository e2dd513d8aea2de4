/** The invitee's page: files held in memory, the same for every link, and the headers that keep strangers out of it. Nothing is asked or kept here. */
package nl.sluis.page;
