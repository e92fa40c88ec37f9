"""What first names are shortened to."""

from services.enrich.names.synonyms import table

NICKNAMES = table(
    """
    Alexander: Alex, Sasha
    Andrew: Andy
    Anthony: Tony
    Benjamin: Ben, Benny
    Charles: Charlie, Chuck
    Christopher: Chris
    Daniel: Dan, Danny
    David: Dave
    Donald: Don
    Edward: Eddie, Ed
    Elizabeth: Liz, Beth, Betty
    Frederick: Fred
    Gerald: Gerry
    Gregory: Greg
    James: Jim, Jimmy
    Jeffrey: Jeff
    Joseph: Joe
    Joshua: Josh
    Katherine: Kate, Katie, Kathy
    Kenneth: Ken
    Lawrence: Larry
    Leonard: Len
    Matthew: Matt
    Michael: Mike, Mick
    Nicholas: Nick
    Peter: Pete
    Philip: Phil
    Raymond: Ray
    Richard: Dick, Rick
    Robert: Bob, Bobby, Rob
    Ronald: Ron
    Samuel: Sam
    Stephen: Steve, Steven
    Susan: Sue
    Terence: Terry
    Thomas: Tom, Tommy
    Timothy: Tim
    Victoria: Vicky
    Walter: Walt
    William: Bill, Billy, Will
    """
)
"""First names and what their bearers are called for short."""
